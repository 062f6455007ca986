namespace MediAgents.Contract.Stores;

/// <summary>What a class of tests needs of the machine. Where it is missing, its <see cref="StoreFactAttribute"/>s are skipped.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public abstract class RequirementAttribute : Attribute
{
    /// <summary>Why the tests cannot run here; null when they can.</summary>
    public abstract string? Missing { get; }
}

namespace MediAgents.Records.Identity;

/// <summary>Where the fingerprint of <c>USER_HASH_KEY</c> is kept: with the data that were written under it.</summary>
public interface IUserHashKeyRecord
{
    /// <summary>Keeps <paramref name="fingerprint"/> unless there is one, and returns the one kept now.</summary>
    string GetOrAdd(string fingerprint);
}

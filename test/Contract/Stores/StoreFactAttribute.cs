using Xunit.Abstractions;
using Xunit.Sdk;

namespace MediAgents.Contract.Stores;

/// <summary>A fact that is skipped where what its class requires (<see cref="RequirementAttribute"/>) is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("MediAgents.Contract.Stores.StoreFactDiscoverer", "MediAgents.Contract")]
public sealed class StoreFactAttribute : FactAttribute;

/// <summary>A theory that is skipped where what its class requires is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("MediAgents.Contract.Stores.StoreTheoryDiscoverer", "MediAgents.Contract")]
public sealed class StoreTheoryAttribute : TheoryAttribute;

public sealed class StoreFactDiscoverer(IMessageSink diagnostics) : FactDiscoverer(diagnostics)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        Requirements.MissingFor(testMethod) is { } reason
            ? Requirements.Skipped(DiagnosticMessageSink, discoveryOptions, testMethod, reason)
            : base.CreateTestCase(discoveryOptions, testMethod, factAttribute);
}

public sealed class StoreTheoryDiscoverer(IMessageSink diagnostics) : TheoryDiscoverer(diagnostics)
{
    public override IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute) =>
        Requirements.MissingFor(testMethod) is { } reason
            ? [Requirements.Skipped(DiagnosticMessageSink, discoveryOptions, testMethod, reason)]
            : base.Discover(discoveryOptions, testMethod, theoryAttribute);
}

internal static class Requirements
{
    public static string? MissingFor(ITestMethod method) =>
        method.TestClass.Class.GetCustomAttributes(typeof(RequirementAttribute))
            .OfType<IReflectionAttributeInfo>()
            .Select(found => ((RequirementAttribute)found.Attribute).Missing)
            .FirstOrDefault(missing => missing is not null);

    public static IXunitTestCase Skipped(IMessageSink diagnostics, ITestFrameworkDiscoveryOptions options, ITestMethod method, string reason) =>
        new XunitSkippedDataRowTestCase(diagnostics, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method, reason);
}

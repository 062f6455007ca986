using System.Text.RegularExpressions;

namespace MediAgents.Architecture.Tests.Projects;

/// <summary>Which project may know which; the picture is in the documentation, the rule is here.</summary>
public sealed partial class ArrowTests
{
    private const string Primitives = "Primitives";

    private static readonly string[] Domain = ["Billing", "Clinical", "Documents", "Knowledge", "Models", "Records"];

    /// <summary>All that a project of the product may reference of ours. A new project has to say where it stands.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        [Primitives] = [],
        ["Billing"] = [Primitives],
        ["Clinical"] = [Primitives],
        ["Documents"] = [Primitives],
        ["Knowledge"] = [Primitives],
        ["Models"] = [Primitives],
        ["Records"] = [Primitives],
        ["Evaluation"] = [.. Domain, Primitives],
        ["Grains.Interfaces"] = [Primitives],
        ["Grains"] = ["Grains.Interfaces", .. Domain, Primitives],
        ["Grains.Embedded"] = ["Grains.Interfaces", Primitives],
        ["Storage"] = ["Grains.Interfaces", "Records", Primitives],
        ["Storage.Redis"] = ["Storage", "Grains.Interfaces", "Records", Primitives],
        ["Telemetry"] = ["Grains.Interfaces", "Records", Primitives],
        ["Gateway"] = ["Grains.Interfaces", "Telemetry", .. Domain, Primitives],
        ["Grains.Cluster"] = ["Grains.Interfaces", Primitives],
        ["Silo"] = ["Grains", "Grains.Cluster", "Grains.Embedded", "Grains.Interfaces", "Storage", .. Domain, Primitives],
        ["Server"] = ["Gateway", "Grains", "Grains.Cluster", "Grains.Embedded", "Grains.Interfaces", "Silo", "Storage", "Storage.Redis", "Telemetry", .. Domain, Primitives],
        ["Cli"] = ["Server", "Evaluation", "Grains.Interfaces", .. Domain, Primitives],
    };

    public static TheoryData<string> Product { get; } = [.. Solution.Projects.Where(project => project.IsProduct).Select(project => project.Name)];

    public static TheoryData<string> Tests { get; } = [.. Solution.Projects.Where(project => !project.IsProduct).Select(project => project.Name)];

    public static TheoryData<string> DomainLibraries { get; } = [.. Domain];

    [Theory]
    [MemberData(nameof(Product))]
    public void A_project_references_only_what_it_may_know(string name)
    {
        Allowed.ShouldContainKey(name, $"{name} is new: say here what it may reference.");

        Solution.Named(name).References.ShouldBeSubsetOf(Allowed[name]);
    }

    [Theory]
    [MemberData(nameof(DomainLibraries))]
    public void A_domain_library_knows_nothing_of_the_web(string name)
    {
        var library = Solution.Named(name);

        library.Frameworks.ShouldNotContain("Microsoft.AspNetCore.App");
        foreach (var file in Solution.SourcesOf(library))
            AspNet().IsMatch(File.ReadAllText(file)).ShouldBeFalse(Path.GetRelativePath(Solution.Root, file));
    }

    [Fact]
    public void The_gateway_knows_no_agent_no_host_and_no_store()
    {
        string[] hidden = ["Grains", "Grains.Embedded", "Storage"];

        Reached("Gateway").Intersect(hidden).ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_command_the_benchmark_and_tests_reference_the_server_or_the_command()
    {
        string[] tops = ["Server", "Cli"];
        var callers = Solution.Projects.Where(project => project.References.Intersect(tops).Any());

        callers.Where(project => project.IsProduct).Select(project => project.Name).ShouldBe(["Cli"]);
        callers.Where(project => !project.IsProduct).ShouldAllBe(project => project.Folder.StartsWith("test/") || project.Folder == "bench");
    }

    [Theory]
    [MemberData(nameof(Tests))]
    public void No_project_is_built_on_the_tests_of_another(string name)
    {
        var others = Solution.Named(name).References.Where(reference => reference.EndsWith(".Tests", StringComparison.Ordinal));

        others.ShouldBeEmpty();
    }

    /// <summary>All that a project reaches, directly or through others.</summary>
    private static HashSet<string> Reached(string name)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([name]);
        while (open.TryPop(out var next))
        {
            foreach (var reference in Solution.Named(next).References.Where(reached.Add))
                open.Push(reference);
        }

        return reached;
    }

    [GeneratedRegex(@"Microsoft\.AspNetCore\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AspNet();
}

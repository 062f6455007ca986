namespace MediAgents.Architecture.Tests.Projects;

/// <summary>Tests mirror the product: who looks for the tests of X finds X.Tests.</summary>
public sealed class MirrorTests
{
    /// <summary>Projects without tests of the same name, each with its reason.</summary>
    private static readonly Dictionary<string, string> WithoutTests = new(StringComparer.Ordinal)
    {
        ["Grains.Interfaces"] = "messages and the contract of a host: test/Contract holds every host to it",
    };

    [Fact]
    public void Every_project_of_the_product_has_tests_of_its_name()
    {
        var tested = Solution.Projects.Select(project => project.Folder).ToHashSet();

        Solution.Projects
            .Where(project => project.IsProduct && !WithoutTests.ContainsKey(project.Name))
            .Where(project => !tested.Contains($"test/{project.Name}.Tests"))
            .Select(project => project.Name)
            .ShouldBeEmpty();
    }

    [Fact]
    public void No_exception_outlives_its_reason()
    {
        foreach (var name in WithoutTests.Keys)
            Solution.Projects.ShouldNotContain(project => project.Name == $"{name}.Tests");
    }

    [Fact]
    public void Every_project_stands_in_one_of_the_solutions_and_in_a_folder_of_its_name()
    {
        foreach (var project in Solution.Projects)
        {
            var isOrdinary = Solution.Text.Contains($"{project.Folder.Replace('/', '\\')}\\{project.Name}.csproj", StringComparison.Ordinal);
            var isOfTheCluster = Solution.ClusterText.Contains($"{Path.GetRelativePath("src", project.Folder)}/{project.Name}.csproj", StringComparison.Ordinal);
            (isOrdinary, isOfTheCluster).ShouldBeOneOf([(true, false), (false, true)], project.Name);
            project.Folder.ShouldEndWith(project.Name, Case.Insensitive);
        }
    }
}

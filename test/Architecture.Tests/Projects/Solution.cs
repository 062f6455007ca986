using System.Xml.Linq;

namespace MediAgents.Architecture.Tests.Projects;

/// <summary>A project as its file declares it.</summary>
/// <param name="Name">The file's name without its extension.</param>
/// <param name="Folder">Where it stands, relative to the solution: <c>src/Billing</c>.</param>
/// <param name="References">The projects of ours that it references, by name.</param>
internal sealed record Project(string Name, string Folder, IReadOnlyList<string> References, IReadOnlyList<string> Frameworks)
{
    public bool IsProduct => Folder.StartsWith("src/", StringComparison.Ordinal);
}

/// <summary>The project files of this repository, read from disk: what is referenced, not what happens to be used.</summary>
internal static class Solution
{
    private const string File = "MediAgents.sln";

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<Project> Projects { get; } = [.. ProjectFiles().Select(Read)];

    public static Project Named(string name) => Projects.Single(project => project.Name == name);

    /// <summary>The source files of a project, without what building leaves there.</summary>
    public static IEnumerable<string> SourcesOf(Project project) =>
        Directory.EnumerateFiles(Path.Combine(Root, project.Folder), "*.cs", SearchOption.AllDirectories).Where(IsOurs);

    public static string Text => System.IO.File.ReadAllText(Path.Combine(Root, File));

    /// <summary>The second solution: what the cluster adds.</summary>
    public static string ClusterText => System.IO.File.ReadAllText(Path.Combine(Root, "src/MediAgents.Cluster.slnx"));

    private static IEnumerable<string> ProjectFiles() =>
        Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories).Where(IsOurs).Order(StringComparer.Ordinal);

    private static bool IsOurs(string path)
    {
        var folders = Path.GetRelativePath(Root, path).Split('/', '\\');
        return !folders.Any(folder => folder is "bin" or "obj" or "node_modules" or "artifacts" || folder.StartsWith('.'));
    }

    private static Project Read(string path)
    {
        var xml = XDocument.Load(path);
        return new Project(
            Path.GetFileNameWithoutExtension(path),
            Path.GetRelativePath(Root, Path.GetDirectoryName(path)!).Replace('\\', '/'),
            [.. Includes(xml, "ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Replace('\\', '/')))],
            [.. Includes(xml, "FrameworkReference")]);
    }

    private static IEnumerable<string> Includes(XDocument xml, string element) =>
        xml.Descendants(element).Select(one => (string?)one.Attribute("Include") ?? throw new InvalidDataException($"A {element} includes nothing."));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, File)))
                return folder.FullName;
        }

        throw new FileNotFoundException($"No {File} stands above {AppContext.BaseDirectory}.");
    }
}

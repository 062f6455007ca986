namespace MediAgents.Evaluation.Tests;

/// <summary>The evaluation sets of this repository, found by walking up from the test binary.</summary>
internal static class Evals
{
    public static string File(params ReadOnlySpan<string> path) => Path.Combine([Root(), .. path]);

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var evals = Path.Combine(folder.FullName, "evals");
            if (Directory.Exists(evals) && System.IO.File.Exists(Path.Combine(folder.FullName, "MediAgents.sln")))
                return Path.GetDirectoryName(Path.Combine(evals, "README.md"))!;
        }

        throw new DirectoryNotFoundException("No evals folder above the test binary.");
    }
}

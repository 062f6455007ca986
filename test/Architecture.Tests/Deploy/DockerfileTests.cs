using System.Text.RegularExpressions;
using MediAgents.Architecture.Tests.Projects;

namespace MediAgents.Architecture.Tests.Deploy;

/// <summary>There is no container engine where the tests run: what can be told from the files is told from the files.</summary>
public sealed partial class DockerfileTests
{
    private const string Ocr = "tesseract-ocr";
    private const string Pdf = "poppler-utils";
    private const string Printing = "weasyprint";

    public static TheoryData<string> Images { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Solution.Root, "deploy/docker"), "*.Dockerfile").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Images))]
    public void It_runs_as_nobody_special_and_is_told_to_stop_politely(string image)
    {
        var final = StagesOf(image)[^1];

        final.Last(one => one.StartsWith("USER ", StringComparison.Ordinal)).ShouldBe("USER 1000:1000");
        final.ShouldContain("STOPSIGNAL SIGTERM");
        final.ShouldContain(one => one.StartsWith("HEALTHCHECK ", StringComparison.Ordinal) && one.Contains("\"health\""));
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void It_carries_no_compiler_and_nothing_it_could_fetch_with(string image)
    {
        var stages = StagesOf(image);

        stages[^1][0].ShouldStartWith("FROM mcr.microsoft.com/dotnet/aspnet:");
        stages[^1].ShouldNotContain(one => FetchingProgram().IsMatch(one));
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void What_it_copies_is_there_and_is_sent_to_the_builder(string image)
    {
        var sources = StagesOf(image).SelectMany(stage => stage).Where(one => one.StartsWith("COPY ", StringComparison.Ordinal))
            .Where(one => !one.Contains("--from="))
            .SelectMany(one => one.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..^1]);

        foreach (var source in sources)
            Path.Exists(Path.Combine(Solution.Root, source)).ShouldBeTrue(source);
        Project().Matches(File.ReadAllText(PathOf(image))).Select(match => match.Value).Distinct()
            .ShouldAllBe(project => File.Exists(Path.Combine(Solution.Root, project)));
    }

    [Theory]
    [InlineData("gateway.Dockerfile", new[] { Printing }, new[] { Ocr, Pdf })]
    [InlineData("silo.Dockerfile", new[] { Ocr, "tesseract-ocr-hin", "tesseract-ocr-ben", "tesseract-ocr-tam", Pdf }, new[] { Printing })]
    public void Programs_are_installed_where_they_run_and_nowhere_else(string image, string[] installed, string[] absent)
    {
        var installing = StagesOf(image)[^1].Single(one => one.Contains("apt-get install"));
        var packages = installing.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        packages.ShouldContain("--no-install-recommends");
        installed.ShouldBeSubsetOf(packages);
        packages.Intersect(absent).ShouldBeEmpty();
    }

    [Fact]
    public void All_that_a_build_reads_is_sent_to_the_builder()
    {
        string[] read =
        [
            "src", "BannedSymbols.txt", ".editorconfig", "global.json",
            .. Directory.EnumerateFiles(Solution.Root, "Directory.*.props").Concat(Directory.EnumerateFiles(Solution.Root, "Directory.*.targets")).Select(file => Path.GetFileName(file)!),
        ];
        var sent = File.ReadLines(Path.Combine(Solution.Root, ".dockerignore")).Where(line => line.StartsWith('!'))
            .Select(line => new Regex($"^{Regex.Escape(line[1..]).Replace("\\*", "[^/]*")}$", RegexOptions.None, TimeSpan.FromSeconds(1))).ToList();

        read.ShouldAllBe(name => sent.Any(pattern => pattern.IsMatch(name)));
    }

    /// <summary>The instructions of each stage, continued lines joined, comments left out.</summary>
    private static List<List<string>> StagesOf(string image)
    {
        var text = string.Join('\n', File.ReadLines(PathOf(image)).Where(line => !line.TrimStart().StartsWith('#')));
        var stages = new List<List<string>>();
        foreach (var instruction in Continuation().Replace(text, " ").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (instruction.StartsWith("FROM ", StringComparison.Ordinal))
                stages.Add([]);
            if (stages.Count > 0)
                stages[^1].Add(instruction);
        }

        return stages;
    }

    private static string PathOf(string image) => Path.Combine(Solution.Root, "deploy/docker", image);

    [GeneratedRegex(@"\\\n\s*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Continuation();

    [GeneratedRegex(@"\b(?:curl|wget|git|gcc|build-essential)\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FetchingProgram();

    [GeneratedRegex(@"src/[\w./]+\.csproj", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Project();
}

using System.Text.RegularExpressions;
using MediAgents.ModelServer;

namespace MediAgents.Gateway.Tests.Models;

/// <summary>The transcript of a council with a model in <c>docs/tour.md</c>, held against the run that it shows.</summary>
public sealed partial class TourTranscriptTests
{
    [Fact]
    public async Task The_council_in_the_tour_is_what_the_stand_in_makes_of_the_question()
    {
        var (commands, transcript) = Section("### With a model");
        var shown = Shown(transcript);
        await using var model = await ScriptedModelServer.StartAsync();
        model.Answer(Scripts.Find(ScriptName().Match(commands).Groups["name"].Value).ShouldNotBeNull());
        var product = new RunningServer();
        product.Settings["OPENAI_BASE_URL"] = model.BaseUrl.ToString();
        await product.InitializeAsync();
        try
        {
            using var response = await product.PostAsync("/chat/", new { user_id = "asha", message = Message().Match(commands).Groups["text"].Value, stream = true });
            var stream = await response.Content.ReadAsStringAsync();
            var told = Shown(stream);

            shown.Count.ShouldBeGreaterThan(10);
            foreach (var (type, data) in shown)
                told.ShouldContain(one => one.Type == type && Regex.IsMatch(one.Data, PatternOf(data), RegexOptions.Singleline), $"{type}: {data}");
            told.Select(one => one.Type).Distinct().Where(type => shown.Exists(one => one.Type == type)).ShouldBe(shown.Select(one => one.Type).Distinct());
        }
        finally
        {
            await product.DisposeAsync();
        }
    }

    /// <summary>The commands below a heading of the tour, and what they print.</summary>
    private static (string Commands, string Output) Section(string heading)
    {
        var tour = File.ReadAllText(PathOf("docs", "tour.md"));
        var fences = tour[tour.IndexOf(heading, StringComparison.Ordinal)..].Split("```");
        return (fences[1], fences[3]);
    }

    private static string PathOf(params string[] path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MediAgents.sln")))
                return Path.Combine([folder.FullName, .. path]);
        }

        throw new DirectoryNotFoundException("The test does not run within the repository.");
    }

    private static List<(string Type, string Data)> Shown(string events) =>
        [.. Event().Matches(events).Select(one => (one.Groups["type"].Value, one.Groups["data"].Value))];

    /// <summary>What is left out in the tour may be anything.</summary>
    private static string PatternOf(string data) => $"^{Regex.Escape(data).Replace("…", ".*", StringComparison.Ordinal)}$";

    [GeneratedRegex(@"event: (?<type>\S+)\r?\ndata: (?<data>[^\r\n]*)", RegexOptions.None, 2000)]
    private static partial Regex Event();

    [GeneratedRegex(@"--script (?<name>\w+)", RegexOptions.None, 2000)]
    private static partial Regex ScriptName();

    [GeneratedRegex(@"""message"":""(?<text>[^""]+)""", RegexOptions.None, 2000)]
    private static partial Regex Message();
}

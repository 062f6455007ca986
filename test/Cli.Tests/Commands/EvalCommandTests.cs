using System.Text.Json;

namespace MediAgents.Cli.Tests.Commands;

public sealed class EvalCommandTests : IDisposable
{
    private const string Set = """
        id,text,label
        1,"palpitations and chest tightness on the stairs",cardiology
        2,"arm went weak and speech slurred",neurology
        3,"twisted my knee and it swells",orthopaedics
        4,"itchy rash on my tummy",general
        """;

    private readonly Command command = new();

    public void Dispose() => command.Dispose();

    [Fact]
    public async Task Routing_is_measured_beside_the_keyword_rule()
    {
        var json = command.PathOf("report.json");

        var finished = await command.RunAsync("eval", "routing", "--data", command.Write("set.csv", Set), "--json", json);

        finished.ExitCode.ShouldBe(0, finished.Errors);
        finished.Output.ShouldContain("4 cases");
        finished.Output.ShouldContain("16 keywords");
        var report = JsonElement.Parse(await File.ReadAllTextAsync(json));
        report.GetProperty("accuracy").GetDouble().ShouldBe(1);
        report.GetProperty("accuracy_ci").GetArrayLength().ShouldBe(2);
        report.GetProperty("baseline").GetProperty("accuracy").GetDouble().ShouldBeInRange(0, 1);
    }

    [Fact]
    public async Task A_council_is_measured_beside_one_agent_on_a_server_of_its_own()
    {
        command.Write("patients.json", """[{"id":"anna","profile":{"name":"Anna Rao","conditions":["Gout"]},"events":[{"type":"diagnosis","title":"Gout","occurred_at":"2026-03"}]}]""");
        command.Write("questions.jsonl", """
            {"id":"q1","patient":"anna","kind":"complex","text":"Can I exercise with atrial fibrillation and knee osteoarthritis?","agents":["cardiologist","orthopedist"],"cite":["Knee osteoarthritis"],"mention":[["exercise"]]}
            {"id":"q2","patient":"anna","kind":"red_flag","text":"I have crushing chest pain and I am sweating","agents":["cardiologist"],"mention":[["112"]]}
            """);
        var json = command.PathOf("report.json");

        var finished = await command.RunAsync("eval", "council", "--data", command.PathOf("."), "--json", json);

        finished.ExitCode.ShouldBe(0, finished.Errors);
        finished.Output.ShouldContain("2 questions");
        var report = JsonElement.Parse(await File.ReadAllTextAsync(json));
        report.GetProperty("coverage").GetDouble().ShouldBe(1);
        report.GetProperty("council").GetProperty("right_agents").GetDouble().ShouldBe(1);
        report.GetProperty("baseline").GetProperty("right_agents").GetDouble().ShouldBe(0.5);
        report.GetProperty("council").GetProperty("red_flags_first").GetInt32().ShouldBe(1);
        report.GetProperty("council").GetProperty("mean_tokens").GetDouble().ShouldBe(0);
    }

    [Fact]
    public async Task Below_the_gate_the_exit_code_is_1()
    {
        var wrong = Set.Replace(",neurology", ",general").Replace(",cardiology", ",general");

        (await command.RunAsync("eval", "routing", "--data", command.Write("set.csv", wrong))).ExitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData("id,text,label\n1,a cough,pulmonology\n", "label")]
    [InlineData("id,text\n1,a cough\n", "label")]
    [InlineData("id,text,label\n", "no case")]
    [InlineData("id,text,label\n1,\"never closed,general\n", "quote")]
    [InlineData("id,text,label\n1,a,general\n1,b,general\n", "twice")]
    public async Task A_bad_set_exits_with_2_and_names_file_and_field(string set, string named)
    {
        var finished = await command.RunAsync("eval", "routing", "--data", command.Write("bad.csv", set));

        finished.ExitCode.ShouldBe(2);
        finished.Errors.ShouldContain("bad.csv");
        finished.Errors.ShouldContain(named);
        finished.Errors.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_set_that_does_not_exist_exits_with_2()
    {
        var finished = await command.RunAsync("eval", "routing", "--data", command.PathOf("absent.csv"));

        finished.ExitCode.ShouldBe(2);
        finished.Errors.ShouldContain("absent.csv");
    }

    [Fact]
    public async Task Without_a_set_the_option_is_named()
    {
        var finished = await command.RunAsync("eval", "routing");

        finished.ExitCode.ShouldBe(2);
        finished.Errors.ShouldContain("--data");
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_exits_with_2_and_a_sentence()
    {
        var finished = await command.RunAsync("eval", "routing", "--data", command.Write("set.csv", Set), "--json", command.PathOf("no/such/folder/report.json"));

        finished.ExitCode.ShouldBe(2);
        finished.Errors.ShouldContain("no/such/folder");
        finished.Errors.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Matching_is_measured_beside_a_trigram_index()
    {
        var json = command.PathOf("matching.json");

        var finished = await command.RunAsync("eval", "matching", "--data", EvalSets(), "--items", "1500", "--seed", "5", "--json", json);

        finished.ExitCode.ShouldBe(0, finished.Errors);
        finished.Output.ShouldContain("trigram TF-IDF");
        var report = JsonElement.Parse(await File.ReadAllTextAsync(json));
        report.GetProperty("items").GetInt32().ShouldBe(1500);
        report.GetProperty("seed").GetInt32().ShouldBe(5);
        foreach (var figure in (string[])["accuracy", "precision", "recall"])
        {
            report.GetProperty(figure).GetDouble().ShouldBeInRange(0.5, 1);
            report.GetProperty($"{figure}_ci").GetArrayLength().ShouldBe(2);
        }

        report.GetProperty("baseline").GetProperty("error_ratio").GetDouble().ShouldBeInRange(0, 0.5);
        report.GetProperty("baseline").GetProperty("error_ratio_ci").GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [InlineData("--half", "all")]
    [InlineData("--items", "0")]
    [InlineData("--data", "absent")]
    public async Task Matching_without_its_tables_or_with_wrong_options_exits_with_2(string option, string value)
    {
        var finished = await command.RunAsync("eval", "matching", option, value);

        finished.ExitCode.ShouldBe(2);
        finished.Errors.ShouldNotContain("   at ");
    }

    private static string EvalSets()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MediAgents.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No MediAgents.sln above the test binary.");
        return Path.Combine(folder.FullName, "evals", "matching");
    }

    [Fact]
    public async Task Bills_of_ones_own_are_scored_and_what_went_wrong_is_listed()
    {
        command.Write("own.csv", "Date,Description,Qty,Rate,Amount\n03/02/2026,ECG,1,100,100\n03/02/2026,Lipid profile,1,400,450\n");
        command.Write("own.expected.json", """
            {"options":{"insurance_type":"none"},"lines":[
              {"line":1,"date":"2026-02-03","description":"ECG","quantity":1,"rate_inr":100,"amount_inr":100},
              {"line":2,"date":"2026-02-03","description":"Lipid profile","quantity":1,"rate_inr":400,"amount_inr":400}],
             "findings":[{"kind":"arithmetic","lines":[2],"amount_inr":50}],"totals":{"claimed_inr":550}}
            """);

        var finished = await command.RunAsync("eval", "bills", "--data", command.PathOf("."), "--json", command.PathOf("report.json"), "--failures", command.PathOf("failures.md"));

        finished.ExitCode.ShouldBe(0, finished.Errors);
        var report = JsonElement.Parse(await File.ReadAllTextAsync(command.PathOf("report.json")));
        report.GetProperty("precision").GetDouble().ShouldBe(1);
        report.GetProperty("recall_ci").GetArrayLength().ShouldBe(2);
        report.GetProperty("line_f1").GetDouble().ShouldBe(0.5);
        (await File.ReadAllTextAsync(command.PathOf("failures.md"))).ShouldContain("Lipid profile");
    }

    [Fact]
    public async Task The_held_half_is_for_figures_only()
    {
        var finished = await command.RunAsync("eval", "bills", "--half", "held", "--failures", command.PathOf("failures.md"));

        finished.ExitCode.ShouldBe(2);
        finished.Errors.ShouldContain("held");
    }
}

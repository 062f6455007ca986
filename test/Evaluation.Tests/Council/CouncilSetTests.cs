using MediAgents.Evaluation.Council;
using MediAgents.Evaluation.Datasets;
using MediAgents.Knowledge.Starter;

namespace MediAgents.Evaluation.Tests.Council;

public sealed class CouncilSetTests : IDisposable
{
    private const string Patients = """[{"id":"anna","profile":{"sex":"female"},"events":[{"type":"diagnosis","title":"Gout","occurred_at":"2026"}]}]""";
    private const string Question = """{"id":"q1","patient":"anna","kind":"red_flag","text":"Help","agents":["cardiologist"],"cite":["Heart attack"],"mention":[["112"]]}""";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mediagents-council-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_set_is_read()
    {
        var set = Read(Patients, Question);

        set.Patients.ShouldHaveSingleItem().Events.Count.ShouldBe(1);
        var question = set.Questions.ShouldHaveSingleItem();
        question.Kind.ShouldBe(CouncilKind.RedFlag);
        question.Mention.ShouldHaveSingleItem().ShouldBe(["112"]);
        question.Avoid.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[]", Question, "line 1, patient")]
    [InlineData("no json", Question, "patients.json")]
    [InlineData(Patients, Question + "\n" + Question, "line 2, id")]
    [InlineData(Patients, "", "has no question")]
    [InlineData(Patients, """{"id":"q1","patient":"anna","kind":"odd","text":"Help","agents":[]}""", "kind")]
    [InlineData(Patients, """{"id":"q1","patient":"anna","kind":"simple"}""", "text")]
    public void A_wrong_set_is_told_by_file_line_and_field(string patients, string questions, string told) =>
        Should.Throw<DatasetException>(() => Read(patients, questions)).Message.ShouldContain(told);

    [Fact]
    public void The_shipped_half_names_topics_of_the_collection_and_agents_that_answer()
    {
        var set = CouncilSet.Read(Evals.File("council", "dev"));

        set.Questions.Count.ShouldBe(24);
        set.Questions.SelectMany(question => question.Agents).Distinct().ShouldBe(["cardiologist", "neurologist", "orthopedist", "general_physician"], ignoreOrder: true);
        var titles = new StarterKnowledge().Collection.Topics.Select(topic => topic.Title).ToHashSet();
        set.Questions.SelectMany(question => question.Cite).SelectMany(cited => cited.Split('|')).ShouldAllBe(title => titles.Contains(title));
    }

    private CouncilSet Read(string patients, string questions)
    {
        File.WriteAllText(Path.Combine(folder.FullName, "patients.json"), patients);
        File.WriteAllText(Path.Combine(folder.FullName, "questions.jsonl"), questions);
        return CouncilSet.Read(folder.FullName);
    }
}

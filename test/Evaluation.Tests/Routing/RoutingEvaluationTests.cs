using System.Text.Json;
using MediAgents.Clinical;
using MediAgents.Evaluation.Datasets;
using MediAgents.Evaluation.Routing;
using MediAgents.Primitives;

namespace MediAgents.Evaluation.Tests.Routing;

public sealed class RoutingEvaluationTests
{
    private const string Set = """
        id,text,label
        1,"palpitations and chest tightness on the stairs",cardiology
        2,"arm went weak and speech slurred",neurology
        3,"twisted my knee and it swells",orthopaedics
        4,"itchy rash on my tummy",general
        5,"knee twisted and swollen, but labelled wrongly",general
        """;

    [Fact]
    public void Reports_accuracy_errors_and_the_baseline()
    {
        using var file = new TemporaryFile("routing.csv", Set);
        var report = RoutingEvaluation.Run(file.Path);
        report.Cases.ShouldBe(5);
        report.Accuracy.ShouldBe(0.8);
        report.AccuracyCi.Low.ShouldBeLessThan(0.8);
        report.AccuracyCi.High.ShouldBeGreaterThan(0.8);
        report.Errors.ShouldHaveSingleItem().Id.ShouldBe("5");
        report.Confusion["general"]["orthopaedics"].ShouldBe(1);
        report.Baseline.Errors.ShouldBe(2);
        report.Baseline.ErrorRatio.ShouldBe(0.5);
    }

    [Fact]
    public void Json_has_its_figures_at_the_top()
    {
        using var file = new TemporaryFile("routing.csv", Set);
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(RoutingEvaluation.Run(file.Path), WireJson.Options));
        var root = json.RootElement;
        root.GetProperty("accuracy").GetDouble().ShouldBe(0.8);
        root.GetProperty("accuracy_ci").GetArrayLength().ShouldBe(2);
        root.GetProperty("macro_f1").GetDouble().ShouldBeInRange(0, 1);
        root.GetProperty("macro_f1_ci").GetArrayLength().ShouldBe(2);
        root.GetProperty("baseline").GetProperty("accuracy").GetDouble().ShouldBe(0.6);
    }

    [Fact]
    public void A_label_that_is_no_specialty_is_refused()
    {
        using var file = new TemporaryFile("routing.csv", "id,text,label\n1,a cough,pulmonology\n");
        Should.Throw<DatasetException>(() => RoutingEvaluation.Run(file.Path)).Message.ShouldContain("orthopaedics");
    }

    [Fact]
    public void The_report_repeats_no_patients_words()
    {
        using var file = new TemporaryFile("routing.csv", Set);
        JsonSerializer.Serialize(RoutingEvaluation.Run(file.Path), WireJson.Options).ShouldNotContain("twisted");
    }

    [Theory]
    [InlineData("Chest hurts", Specialty.Cardiology)]
    [InlineData("fever and cough and chest pain", Specialty.General)]
    [InlineData("numb and dizzy with a bad heart", Specialty.Neurology)]
    [InlineData("my back", Specialty.Orthopaedics)]
    [InlineData("heart and knee", Specialty.Cardiology)]
    [InlineData("nothing of the sort", Specialty.General)]
    public void The_keyword_rule_counts_keywords(string text, Specialty specialty) => KeywordRule.Route(text).ShouldBe(specialty);
}

using System.Text;
using MediAgents.Primitives;
using MediAgents.Records.Timeline;
using MediAgents.Records.Timeline.Import;

namespace MediAgents.Records.Tests.Timeline;

public sealed class EventImportTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly PatientId Asha = new(new string('a', 64));

    [Fact]
    public async Task Of_a_hundred_thousand_lines_the_good_come_in_and_the_bad_are_listed()
    {
        var text = new StringBuilder();
        for (var line = 1; line <= 100_000; line++)
            text.Append(line % 100 == 0 ? "{\"type\":\"note\",\"title\":\"x\",\"occurred_at\":\"2020-02-30\"}\n" : $"{{\"type\":\"note\",\"title\":\"{line}\",\"occurred_at\":\"2020\"}}\n");
        var (additions, problems) = await Import(text.ToString(), ImportFormat.JsonLines);
        additions.Count.ShouldBe(99_000);
        additions.Select(addition => addition.Id).Distinct().Count().ShouldBe(99_000);
        problems.Select(problem => problem.Line).ShouldBe(Enumerable.Range(1, 1000).Select(i => i * 100L));
        problems.ShouldAllBe(problem => problem.Field == "occurred_at");
    }

    [Fact]
    public async Task One_bad_line_spoils_no_other()
    {
        const string Good = """{"type":"note","title":"good","occurred_at":"2020"}""";
        var text = $"\ufeff{Good}\r\n\n{{\n{new string('x', 200_000)}\n[{Good}]\n{Good[..^1]},\"title\":\"twice\"}}\n\u0000\n{Good}";
        var (additions, problems) = await Import(text, ImportFormat.JsonLines);
        additions.Count.ShouldBe(2);
        problems.Select(problem => problem.Line).ShouldBe([3, 4, 5, 6, 7]);
        problems[1].Reason.ShouldContain("65,536 bytes");
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\u00ff")] // written as the one byte 0xff, which UTF-8 has not
    public async Task A_name_that_is_no_text_spoils_its_line_only(string name)
    {
        const string Good = """{"type":"note","title":"good","occurred_at":"2020"}""";
        var text = $"{Good}\n{Good[..^1]},\"{name}\":1}}\n{Good[..^1]},\"measurements\":[{{\"{name}\":1}}]}}\n{Good}";
        var import = new EventImport(Now, ImportIds.Of(Asha, "i_1"));
        var batch = await import.ReadAsync(new MemoryStream(Encoding.Latin1.GetBytes(text)), ImportFormat.JsonLines).SingleAsync();
        batch.Additions.Count.ShouldBe(2);
        batch.Problems.Select(problem => problem.Line).Distinct().ShouldBe([2, 3]);
    }

    [Fact]
    public async Task The_same_import_has_the_same_ids_and_another_has_others()
    {
        const string Text = "{\"type\":\"note\",\"title\":\"x\",\"occurred_at\":\"2020\"}\n{\"type\":\"note\",\"title\":\"y\",\"occurred_at\":\"2020\"}";
        var first = (await Import(Text, ImportFormat.JsonLines)).Additions.ConvertAll(addition => addition.Id);
        (await Import(Text, ImportFormat.JsonLines)).Additions.ConvertAll(addition => addition.Id).ShouldBe(first);
        (await Import(Text, ImportFormat.JsonLines, key: "other")).Additions.ShouldAllBe(addition => !first.Contains(addition.Id));
        first.ShouldAllBe(id => SortableId.IsValid(id, "e_"));
    }

    [Fact]
    public async Task Columns_come_in_any_order_and_rows_keep_their_lines()
    {
        const string Text = """
            occurred_at,Title,type,code_system,code,measurement_name,measurement_value,measurement_unit,description
            2019-03-07,"Glucose, fasting",lab_result,loinc,1558-6,Glucose,104.5,mg/dL,"two
            lines"
            2019,too few,note
            2019-13,x,note,,,,,,
            2020,"a ""quoted"" one",note,,,,,,
            2020,x,note,,,Hb,1.2.3,,
            2020,x,note,,,,,,
            """;
        var (additions, problems) = await Import(Text, ImportFormat.Csv);
        additions.Select(addition => addition.Content.Title).ShouldBe(["Glucose, fasting", "a \"quoted\" one", "x"]);
        additions[0].Content.ShouldSatisfyAllConditions(
            content => content.Code.ShouldBe(new EventCode("loinc", "1558-6")),
            content => content.Description.ShouldBe("two\nlines"),
            content => content.Measurements.ShouldBe([new Measurement("Glucose", 104.5m, Unit: "mg/dL")]));
        problems.Select(problem => (problem.Line, problem.Field)).ShouldBe([(4, ""), (5, "occurred_at"), (7, "measurement_value")]);
    }

    [Theory]
    [InlineData("type,title\nnote,x")]
    [InlineData("type,title,occurred_at,colour\nnote,x,2020,red")]
    [InlineData("type,title,occurred_at,title\nnote,x,2020,y")]
    public async Task A_wrong_header_stops_the_import(string text)
    {
        var (additions, problems) = await Import(text, ImportFormat.Csv);
        additions.ShouldBeEmpty();
        problems.ShouldHaveSingleItem().Line.ShouldBe(1);
    }

    [Fact]
    public async Task An_open_quote_ends_the_import_and_not_the_memory()
    {
        var (additions, problems) = await Import($"type,title,occurred_at\nnote,x,2020\nnote,\"{new string('y', 5_000_000)}", ImportFormat.Csv);
        additions.Count.ShouldBe(1);
        problems.ShouldHaveSingleItem().Reason.ShouldContain("open quote");
    }

    [Fact]
    public async Task What_is_beyond_the_limit_is_left_out_and_said()
    {
        var text = new StringBuilder("type,title,occurred_at\n").Insert(23, "note,x,2020\n", EventImport.MaxRows + 5).ToString();
        var (additions, problems) = await Import(text, ImportFormat.Csv);
        additions.Count.ShouldBe(EventImport.MaxRows);
        problems.ShouldHaveSingleItem().Reason.ShouldContain("100,000 rows");
    }

    private static async Task<(List<EventAddition> Additions, List<ImportProblem> Problems)> Import(string text, ImportFormat format, string key = "import")
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var additions = new List<EventAddition>();
        var problems = new List<ImportProblem>();
        await foreach (var batch in new EventImport(Now, ImportIds.Of(Asha, key)).ReadAsync(stream, format))
        {
            batch.Additions.Count.ShouldBeLessThanOrEqualTo(EventImport.BatchSize);
            additions.AddRange(batch.Additions);
            problems.AddRange(batch.Problems);
        }

        return (additions, problems);
    }
}

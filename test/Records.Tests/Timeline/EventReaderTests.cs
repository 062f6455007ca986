using System.Text.Json;
using MediAgents.Records.Timeline;
using MediAgents.Records.Validation;

namespace MediAgents.Records.Tests.Timeline;

public sealed class EventReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_event_is_read_whole_and_brought_to_its_normal_form()
    {
        var content = Read("""
            {"type":"lab_result","title":"  Cafe\u0301 ","description":"two\nlines","occurred_at":"2019-03-07","ended_at":"2019-03","body_part":"blood",
             "code":{"system":"loinc","value":"1558-6"},"severity":"mild","source":"","specialty":null,
             "measurements":[{"name":"Glucose","value":104.50,"unit":"mg/dL","low":70,"high":100,"flag":"high"}],
             "evidence":{"document_id":"d_0123456789abcdefghjkmnpqrs","page":1,"quote":"Glucose 104.50","start":3,"end":17,"confidence":0.9}}
            """).Value.ShouldNotBeNull();
        content.Title.ShouldBe("Caf\u00e9");
        content.Source.ShouldBeNull();
        content.Measurements.ShouldHaveSingleItem().ShouldBe(new Measurement("Glucose", 104.50m, null, "mg/dL", 70, 100, "high"));
        content.Evidence!.Confidence.ShouldBe(0.9);
    }

    [Theory]
    [InlineData("""{"title":"x","occurred_at":"2020"}""", "type")]
    [InlineData("""{"type":"Encounter","title":"x","occurred_at":"2020"}""", "type")]
    [InlineData("""{"type":3,"title":"x","occurred_at":"2020"}""", "type")]
    [InlineData("""{"type":"note","occurred_at":"2020"}""", "title")]
    [InlineData("""{"type":"note","title":" ","occurred_at":"2020"}""", "title")]
    [InlineData("""{"type":"note","title":"a\nb","occurred_at":"2020"}""", "title")]
    [InlineData("""{"type":"note","title":"a\u0000b","occurred_at":"2020"}""", "title")]
    [InlineData("""{"type":"note","title":"\ud800","occurred_at":"2020"}""", "title")]
    [InlineData("""{"type":"note","title":"x","description":"a\u001bb","occurred_at":"2020"}""", "description")]
    [InlineData("""{"type":"note","title":"x"}""", "occurred_at")]
    [InlineData("""{"type":"note","title":"x","occurred_at":"2023-02-29"}""", "occurred_at")]
    [InlineData("""{"type":"note","title":"x","occurred_at":"2020-01-01T10:00:00"}""", "occurred_at")]
    [InlineData("""{"type":"note","title":"x","occurred_at":"07/03/2019"}""", "occurred_at")]
    [InlineData("""{"type":"note","title":"x","occurred_at":"1899"}""", "occurred_at")]
    [InlineData("""{"type":"note","title":"x","occurred_at":"2026-11-22"}""", "occurred_at")]
    [InlineData("""{"type":"appointment","title":"x","occurred_at":"2031-11-21"}""", "occurred_at")]
    [InlineData("""{"type":"note","title":"x","occurred_at":"2020-05","ended_at":"2020-04-30"}""", "ended_at")]
    [InlineData("""{"type":"note","title":"x","occurred_at":"2020-05-01T10:00:00+05:30","ended_at":"2020-05-01T04:00:00Z"}""", "ended_at")]
    [InlineData("""{"type":"note","title":"x","occurred_at":"2020","color":"red"}""", "color")]
    [InlineData("""{"type":"note","title":"x","occurred_at":"2020","code":{"system":"icd","value":"I10"}}""", "code.system")]
    [InlineData("""{"type":"note","title":"x","occurred_at":"2020","code":{"system":"icd-10","value":"I10","version":1}}""", "code.version")]
    [InlineData("""{"type":"note","title":"x","occurred_at":"2020","severity":"fatal"}""", "severity")]
    [InlineData("""{"type":"note","title":"x","occurred_at":"2020","measurements":[{"name":"Hb","value":1},{"name":"Hb"}]}""", "measurements[1]")]
    [InlineData("""{"type":"note","title":"x","occurred_at":"2020","measurements":[{"name":"Hb","value":1,"low":3,"high":2}]}""", "measurements[0].low")]
    [InlineData("""{"type":"note","title":"x","occurred_at":"2020","measurements":[{"name":"Hb","value":9,"low":3,"high":5,"flag":"low"}]}""", "measurements[0].flag")]
    [InlineData("""{"type":"note","title":"x","occurred_at":"2020","measurements":[{"name":"Hb","value":1e30}]}""", "measurements[0].value")]
    [InlineData("""{"type":"note","title":"x","occurred_at":"2020","measurements":{}}""", "measurements")]
    [InlineData("""{"type":"note","title":"x","occurred_at":"2020","evidence":{"document_id":"Asha Rao","quote":"x"}}""", "evidence.document_id")]
    [InlineData("""{"type":"note","title":"x","occurred_at":"2020","evidence":{"document_id":"d_0123456789abcdefghjkmnpqrs","quote":"x","start":2,"end":1}}""", "evidence.start")]
    [InlineData("""[]""", "")]
    public void What_is_wrong_is_refused_by_its_field(string json, string field)
    {
        var read = Read(json);
        read.Value.ShouldBeNull();
        read.Problems.Select(problem => problem.Field).ShouldBe([field]);
    }

    [Theory]
    [InlineData("title", 200)]
    [InlineData("description", 4000)]
    [InlineData("body_part", 100)]
    [InlineData("specialty", 60)]
    [InlineData("source", 200)]
    public void Texts_have_their_limits(string field, int limit)
    {
        Read(With(field, new string('x', limit))).IsGood.ShouldBeTrue();
        Read(With(field, string.Concat(Enumerable.Repeat("e\u0301", limit)))).IsGood.ShouldBeTrue(); // composed it is as long
        Read(With(field, new string('x', limit + 1))).Problems.ShouldHaveSingleItem().Reason.ShouldBe($"is longer than {limit} characters.");
        Read(With(field, new string('x', 1_000_000))).Problems.ShouldHaveSingleItem().Field.ShouldBe(field);
    }

    [Theory]
    [InlineData("2026-11-21", true)]
    [InlineData("2026-11-20T23:59:00-12:00", true)]
    [InlineData("2026", true)]
    [InlineData("2027", false)]
    public void What_has_happened_is_not_later_than_tomorrow(string at, bool good) =>
        Read($$"""{"type":"note","title":"x","occurred_at":"{{at}}"}""").IsGood.ShouldBe(good);

    [Theory]
    [InlineData("2020-05-01T23:00:00-08:00", "2020-05-01")]
    [InlineData("2020-05-01", "2020-04-30T20:00:00Z")] // that day in Delhi
    [InlineData("2020-05-20", "2020-05")]
    [InlineData("2020-05-20", "2020-05-20")]
    public void A_less_exact_end_may_hold_the_beginning(string occurred, string ended) =>
        Read($$"""{"type":"note","title":"x","occurred_at":"{{occurred}}","ended_at":"{{ended}}"}""").IsGood.ShouldBeTrue();

    [Fact]
    public void Problems_never_quote_and_are_bounded()
    {
        var names = string.Join(',', Enumerable.Range(0, 500).Select(i => $"\"Kavita has chest pain {i}\":1"));
        var problems = Read($$"""{"type":"Kavita","title":"x","occurred_at":"Kavita",{{names}}}""").Problems;
        problems.Count.ShouldBe(ProblemList.Max);
        problems.ShouldAllBe(problem => !problem.ToString().Contains("Kavita"));
    }

    private static string With(string field, string text) =>
        JsonSerializer.Serialize(new Dictionary<string, string> { ["type"] = "note", ["title"] = "x", ["occurred_at"] = "2020", [field] = text });

    private static Checked<EventContent> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return EventReader.Read(document.RootElement, Now);
    }
}

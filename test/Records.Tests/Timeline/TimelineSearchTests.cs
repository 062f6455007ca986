using MediAgents.Records.Timeline;
using static MediAgents.Records.Tests.Timeline.Events;

namespace MediAgents.Records.Tests.Timeline;

public sealed class TimelineSearchTests
{
    [Theory]
    [InlineData("MENIERE", "M\u00e9ni\u00e8re's disease")]
    [InlineData("m\u00e9ni", "Meniere's disease")]
    [InlineData("\u0930\u0915\u094d\u0924", "\u0930\u0915\u094d\u0924 \u091c\u093e\u0901\u091a")]
    [InlineData("\u0441\u0435\u0440\u0434\u0446\u0435", "\u0421\u0415\u0420\u0414\u0426\u0415")]
    public async Task Case_and_diacritics_make_no_difference(string query, string title) =>
        (await Search(query, Event(title), Event("other"))).ShouldBe([title]);

    [Fact]
    public async Task A_vowel_sign_makes_a_difference() => // \u0932\u0939\u0930 wave, \u0932\u0939\u0930\u0940 is another word
        (await Search("\u0932\u0939\u0930\u0940", Event("\u0932\u0939\u0930"))).ShouldBeEmpty();

    [Fact]
    public async Task More_words_come_first_then_weightier_fields_then_later_events()
    {
        var inTitle = Event("chest pain", "2001");
        var later = Event("chest pain", "2002");
        var half = Event("chest", "2003");
        var inText = Of(new EventContent { Type = EventType.Note, Title = "visit", Description = "Pain in the chest.", OccurredAt = EventTime.Parse("2004") });
        var found = await TimelineSearch.Of("chest pain")!.RunAsync(Stream(half, inText, inTitle, later, Event("none")), 10);
        found.Hits.Select(hit => hit.Event).ShouldBe([later, inTitle, inText, half]);
        found.Hits[2].Fields.ShouldBe(["description"]);
        (found.Matched, found.Searched).ShouldBe((4, 5));
    }

    [Fact]
    public async Task Only_the_best_are_kept()
    {
        var found = await TimelineSearch.Of("pain")!.RunAsync(Stream([.. Enumerable.Range(0, 300).Select(i => Event($"pain {i}", $"{1900 + i}"))]), 3);
        found.Hits.Select(hit => hit.Event.Content.Title).ShouldBe(["pain 299", "pain 298", "pain 297"]);
        found.Matched.ShouldBe(300);
    }

    [Fact]
    public async Task Codes_body_parts_measurements_and_sources_are_searched()
    {
        var content = new EventContent
        {
            Type = EventType.LabResult,
            Title = "x",
            OccurredAt = EventTime.Parse("2020"),
            Code = new EventCode("icd-10", "E11.9", "Diabetes"),
            BodyPart = "Kidney",
            Measurements = [new Measurement("HbA1c", 7)],
            Source = "Apollo",
        };
        foreach (var query in (string[])["e11.9", "diab", "kidney", "hba1c", "apollo"])
            (await Search(query, Of(content))).ShouldBe(["x"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" -- '; ")]
    public void A_query_without_a_word_is_none(string query) => TimelineSearch.Of(query).ShouldBeNull();

    private static async Task<List<string>> Search(string query, params TimelineEvent[] events) =>
        [.. (await TimelineSearch.Of(query)!.RunAsync(Stream(events), 10)).Hits.Select(hit => hit.Event.Content.Title)];
}

using MediAgents.Knowledge.Topics;

namespace MediAgents.Knowledge.Tests.Topics;

public sealed class TopicParserTests
{
    private const string Good = """
        ---
        id: stable-angina
        title: Stable angina
        specialties: [cardiology, general]
        terms: [angina, chest tightness on stairs]
        reference: Chronic coronary syndromes (2024)
        publisher: A society
        url: https://example.org/angina
        ---
        ## What it is
        Stable angina is chest tightness on effort.
        Stable angina settles at rest.

        ## Treatment
        Sprays relieve stable angina.
        """;

    [Fact]
    public void A_good_file_is_read_whole()
    {
        var topic = TopicParser.Parse("stable-angina.md", Good);

        topic.Id.ShouldBe("stable-angina");
        topic.Title.ShouldBe("Stable angina");
        topic.Specialties.ShouldBe(["cardiology", "general"]);
        topic.Terms.ShouldBe(["angina", "chest tightness on stairs"]);
        topic.Reference.ShouldBe("Chronic coronary syndromes (2024)");
        topic.Publisher.ShouldBe("A society");
        topic.Url.ShouldBe("https://example.org/angina");
        topic.Sections.ShouldBe(
        [
            new TopicSection(SectionKind.WhatItIs, "Stable angina is chest tightness on effort. Stable angina settles at rest."),
            new TopicSection(SectionKind.Treatment, "Sprays relieve stable angina."),
        ]);
    }

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_are_read_alike() =>
        TopicParser.Parse("stable-angina.md", "\uFEFF" + Good.ReplaceLineEndings("\r\n")).Sections.Count.ShouldBe(2);

    [Theory]
    [InlineData("---\nid", "--\nid", 1, "header must begin")]
    [InlineData("id: stable-angina", "id: other", 2, "differs from the file's name")]
    [InlineData("title: Stable angina", "title:", 3, "'title' is empty")]
    [InlineData("title: Stable angina\n", "", 8, "has no 'title'")]
    [InlineData("title: Stable angina", "name: Stable angina", 3, "no field of a topic")]
    [InlineData("title: Stable angina", "title: Stable angina\ntitle: Again", 4, "stands twice")]
    [InlineData("[cardiology, general]", "[heart]", 4, "'heart' is none of")]
    [InlineData("[cardiology, general]", "cardiology", 4, "square brackets")]
    [InlineData("[angina, chest tightness on stairs]", "[angina, ]", 5, "empty entry")]
    [InlineData("[angina, chest tightness on stairs]", "[angina, Angina]", 5, "entry twice")]
    [InlineData("https://example.org/angina", "http://example.org", 8, "https")]
    [InlineData("## Treatment", "## Therapy", 14, "none of the headings")]
    [InlineData("## Treatment", "# Treatment", 14, "none of the headings")]
    [InlineData("## Treatment", "## What it is", 14, "stands twice")]
    [InlineData("## What it is", "Stray text.\n## What it is", 10, "before the first section")]
    [InlineData("Sprays relieve stable angina.", "", 15, "is empty")]
    [InlineData("Sprays relieve", "- Sprays relieve", 15, "plain prose")]
    [InlineData("Sprays relieve", "**Sprays** relieve", 15, "plain prose")]
    public void A_slip_is_named_with_file_and_line(string original, string slip, int line, string problem)
    {
        Good.ShouldContain(original);
        var failure = Should.Throw<TopicFormatException>(() => TopicParser.Parse("stable-angina.md", Good.Replace(original, slip)));

        failure.Line.ShouldBe(line);
        failure.Message.ShouldStartWith($"stable-angina.md, line {line}: ");
        failure.Message.ShouldContain(problem);
    }

    [Theory]
    [InlineData("")]
    [InlineData("---")]
    [InlineData("---\nid: a\n")]
    [InlineData("just text")]
    public void What_is_no_topic_is_refused(string content) =>
        Should.Throw<TopicFormatException>(() => TopicParser.Parse("a.md", content));

    [Fact]
    public void An_endless_file_is_refused_unread() =>
        Should.Throw<TopicFormatException>(() => TopicParser.Parse("a.md", new string('x', TopicParser.MaxLength + 1)))
            .Message.ShouldContain("longer than");

    [Fact]
    public void A_topic_twice_in_a_collection_is_refused()
    {
        var topic = TopicParser.Parse("stable-angina.md", Good);

        Should.Throw<ArgumentException>(() => new KnowledgeCollection([topic, topic])).Message.ShouldContain("stable-angina");
    }
}

namespace MediAgents.Knowledge.Topics;

/// <summary>
/// Reads a topic file: a header between two lines <c>---</c>, then sections of prose, each under one of
/// <see cref="SectionHeadings.All"/>. Strict, so that a slip in a file is found when it is written, not when it is cited.
/// </summary>
public static class TopicParser
{
    /// <summary>Longest accepted file, in characters.</summary>
    public const int MaxLength = 20_000;

    private static readonly string[] Fields = ["id", "title", "specialties", "terms", "reference", "publisher", "url"];

    /// <param name="file">The file's name, for messages; without its ending it must be the topic's id.</param>
    /// <param name="content">The file's text.</param>
    /// <exception cref="TopicFormatException">The file is not in the required form.</exception>
    public static Topic Parse(string file, string content)
    {
        if (content.Length > MaxLength)
            throw new TopicFormatException(file, 1, $"longer than {MaxLength} characters");

        var lines = content.ReplaceLineEndings("\n").Split('\n');
        var (header, body) = ReadHeader(file, lines);
        var sections = ReadSections(file, lines, body);

        var id = header["id"].Value;
        if (id != Path.GetFileNameWithoutExtension(file))
            throw new TopicFormatException(file, header["id"].Line, $"id '{id}' differs from the file's name");
        if (id.Any(letter => !char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter != '-'))
            throw new TopicFormatException(file, header["id"].Line, "an id has only lower-case letters, digits and hyphens");
        if (!Uri.TryCreate(header["url"].Value, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps)
            throw new TopicFormatException(file, header["url"].Line, "url is not an https address");

        var specialties = ReadList(file, header["specialties"]);
        var unknown = specialties.FirstOrDefault(name => !Specialty.All.Contains(name));
        if (unknown is not null)
            throw new TopicFormatException(file, header["specialties"].Line, $"'{unknown}' is none of {string.Join(' ', Specialty.All)}");

        return new Topic(
            id, header["title"].Value, specialties, ReadList(file, header["terms"]),
            header["reference"].Value, header["publisher"].Value, header["url"].Value, sections);
    }

    private static (Dictionary<string, Field> Header, int Body) ReadHeader(string file, string[] lines)
    {
        if (lines[0].TrimStart('\uFEFF') != "---")
            throw new TopicFormatException(file, 1, "the header must begin with a line '---'");

        var header = new Dictionary<string, Field>(Fields.Length);
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i] == "---")
            {
                var absent = Fields.FirstOrDefault(name => !header.ContainsKey(name));
                return absent is null
                    ? (header, i + 1)
                    : throw new TopicFormatException(file, i + 1, $"the header has no '{absent}'");
            }

            var colon = lines[i].IndexOf(':');
            var name = colon < 0 ? lines[i] : lines[i][..colon];
            if (colon < 0 || !Fields.Contains(name))
                throw new TopicFormatException(file, i + 1, $"'{Abbreviate(name)}' is no field of a topic");
            var value = lines[i][(colon + 1)..].Trim();
            if (value.Length == 0)
                throw new TopicFormatException(file, i + 1, $"'{name}' is empty");
            if (!header.TryAdd(name, new Field(value, i + 1)))
                throw new TopicFormatException(file, i + 1, $"'{name}' stands twice");
        }

        throw new TopicFormatException(file, lines.Length, "the header does not end with a line '---'");
    }

    private static List<TopicSection> ReadSections(string file, string[] lines, int from)
    {
        var sections = new List<TopicSection>();
        var paragraph = new List<string>();
        SectionKind? open = null;

        for (var i = from; i <= lines.Length; i++)
        {
            var line = i < lines.Length ? lines[i].Trim() : "";
            var isHeading = line.StartsWith('#');
            if (isHeading || i == lines.Length)
            {
                if (open is { } kind)
                    sections.Add(paragraph.Count > 0
                        ? new TopicSection(kind, string.Join(' ', paragraph))
                        : throw new TopicFormatException(file, i, $"the section '{SectionHeadings.HeadingOf(kind)}' is empty"));
                paragraph.Clear();
            }

            if (isHeading)
                open = ReadHeading(file, line, i + 1, sections);
            else if (line.Length > 0 && open is null)
                throw new TopicFormatException(file, i + 1, "text before the first section");
            else if (line.Length > 0 && (line[0] is '*' or '|' or '-' || line.Contains("**", StringComparison.Ordinal)))
                throw new TopicFormatException(file, i + 1, "sections are plain prose: no list, table or bold");
            else if (line.Length > 0)
                paragraph.Add(line);
        }

        return sections.Count > 0 ? sections : throw new TopicFormatException(file, lines.Length, "the topic has no section");
    }

    private static SectionKind ReadHeading(string file, string line, int number, List<TopicSection> before)
    {
        if (!line.StartsWith("## ", StringComparison.Ordinal) || !SectionHeadings.TryParse(line[3..].Trim(), out var kind))
            throw new TopicFormatException(file, number, $"'{Abbreviate(line)}' is none of the headings '## {string.Join("', '## ", SectionHeadings.All)}'");
        return before.Any(section => section.Kind == kind)
            ? throw new TopicFormatException(file, number, $"the section '{SectionHeadings.HeadingOf(kind)}' stands twice")
            : kind;
    }

    private static string[] ReadList(string file, Field field)
    {
        if (field.Value is not ['[', .. var inside, ']'])
            throw new TopicFormatException(file, field.Line, "a list stands in square brackets");
        var items = inside.Split(',', StringSplitOptions.TrimEntries);
        if (items.Any(string.IsNullOrEmpty))
            throw new TopicFormatException(file, field.Line, "the list has an empty entry");
        return items.Distinct(StringComparer.OrdinalIgnoreCase).Count() == items.Length
            ? items
            : throw new TopicFormatException(file, field.Line, "the list has an entry twice");
    }

    private static string Abbreviate(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private sealed record Field(string Value, int Line);
}

using System.Collections.Frozen;
using System.Text;
using MediAgents.Clinical.Extraction.Dates;

namespace MediAgents.Clinical.Extraction.Layout;

/// <summary>Tells the sections of a document by its headings.</summary>
internal static class Sections
{
    private const int MostWords = 7;
    private const int LongestHeading = 70;

    private static readonly (SectionKind Kind, string Headings)[] Table =
    [
        (SectionKind.Diagnosis, "diagnosis|diagnoses|final diagnosis|final diagnoses|discharge diagnosis|principal diagnosis|primary diagnosis|secondary diagnosis|admitting diagnosis|clinical diagnosis|working diagnosis|diagnosis at discharge|diagnosis on discharge|dx|diag|comorbidities|co morbidities|comorbidity|co morbid conditions|comorbid conditions|problem list|problems|active problems|chronic conditions|known conditions|medical conditions"),
        (SectionKind.Assessment, "assessment|assessment and plan|a p|imp|provisional diagnosis|clinical impression|assessment plan"),
        (SectionKind.Impression, "impression|conclusion|opinion|summary of findings|radiological impression|final impression|echo impression|imp"),
        (SectionKind.History, "past history|past medical history|pmh|pmhx|medical history|history|past surgical history|psh|surgical history|history of past illness|personal history|background|h o|k c o|past illness|significant history"),
        (SectionKind.FamilyHistory, "family history|fh|f h|family hx"),
        (SectionKind.Complaints, "complaints|chief complaint|chief complaints|presenting complaint|presenting complaints|c o|cc|complaint|symptoms|reason for visit|reason for admission|reason for consultation|complaints and duration"),
        (SectionKind.Medications, "rx|medications|medication|medicines|current medications|current medication|home medications|discharge medications|discharge medication|medications on discharge|treatment|treatment given|treatment advised|treatment on discharge|treatment at discharge|advice|advice on discharge|discharge advice|adv|drugs|drug|prescription|regular medications|medicines prescribed|medication on discharge|prescribed medicines|ongoing medications|drug history"),
        (SectionKind.Allergies, "allergy|allergies|drug allergy|drug allergies|known allergies|allergy history|allergies and intolerances|h o allergy|allergic history"),
        (SectionKind.Vitals, "vitals|vital signs|vitals on admission|vitals at admission|vitals at discharge|vitals on discharge|examination|on examination|o e|general examination|physical examination|physical exam|examination findings|condition at discharge|condition on discharge"),
        (SectionKind.Procedures, "procedure|procedures|procedure done|procedures done|procedure performed|procedures performed|operation|operations|operation performed|operation done|surgery|surgery done|surgery performed|operative procedure|name of surgery|name of procedure|procedures and operations|operative procedures"),
        (SectionKind.Investigations, "investigations|investigation|labs|lab results|laboratory|laboratory results|laboratory investigations|reports|results|blood investigations|relevant investigations|investigation reports|test results|blood tests|key results|lab reports|imaging|radiology|investigations done"),
        (SectionKind.Findings, "findings|report|observations|observation|technique|clinical history|clinical details|indication|clinical information|course|course in hospital|hospital course|hpi|history of present illness|history of presenting illness|present illness|brief history|case summary|interpretation|comment|comments|note|comparison"),
        (SectionKind.Vaccinations, "vaccinations|vaccination|immunisation|immunization|immunisations|immunizations|immunisation record|immunization record|immunisation history|immunization history|vaccination record|child immunisation record|vaccination certificate|vaccine record"),
        (SectionKind.Plan, "plan|follow up|followup|follow up advice|review|next visit|recommendations|recommendation|advised|plan of care|planned|to do|investigations advised|tests advised|advice for investigations|suggested|referral|instructions|diet|when to seek help|warning signs"),
    ];

    /// <summary>What a heading that is not in the table is told by; the first that it contains.</summary>
    private static readonly (string Word, SectionKind Kind)[] Telling =
    [
        ("family", SectionKind.FamilyHistory), ("allerg", SectionKind.Allergies), ("provisional", SectionKind.Assessment),
        ("diagnosis", SectionKind.Diagnosis), ("impression", SectionKind.Impression), ("advised", SectionKind.Plan), ("follow", SectionKind.Plan), ("investigation", SectionKind.Investigations),
        ("medicat", SectionKind.Medications), ("medicine", SectionKind.Medications), ("treatment", SectionKind.Medications), ("vital", SectionKind.Vitals),
        ("complaint", SectionKind.Complaints), ("procedure", SectionKind.Procedures), ("vaccin", SectionKind.Vaccinations), ("immuni", SectionKind.Vaccinations),
        ("history", SectionKind.History), ("results", SectionKind.Investigations), ("findings", SectionKind.Findings), ("course", SectionKind.Findings),
    ];

    /// <summary>Names of houses are no headings.</summary>
    private static readonly string[] Places = ["laborator", "centre", "center", "clinic ", "hospital ", "institute", "services", "limited", "ltd"];

    private static readonly Lazy<FrozenDictionary<string, SectionKind>> Known = new(() =>
    {
        var known = new Dictionary<string, SectionKind>(StringComparer.Ordinal);
        foreach (var (kind, headings) in Table)
        {
            foreach (var heading in headings.Split('|'))
                known.TryAdd(heading, kind);
        }

        return known.ToFrozenDictionary(StringComparer.Ordinal);
    });

    /// <summary>Gives every line its section; the dates of the lines must have been found.</summary>
    public static void Assign(IReadOnlyList<TextLine> lines)
    {
        var section = SectionKind.Other;
        PartialDate? date = null;
        var filled = false;
        foreach (var line in lines)
        {
            if (Heading(line.Text) is { } heading)
            {
                (section, filled) = (heading.Kind, heading.ContentStart < line.Text.Length);
                line.HasHeading = true;
                line.ContentStart = heading.ContentStart;
                date = line.Dates.Count > 0 && line.Dates[^1].End <= heading.ContentStart ? line.Dates[^1].Date : null;
            }
            else
            {
                if (Medicines.MedicineRule.Begins(line.Text))
                    (section, date) = (section is SectionKind.Plan ? section : SectionKind.Medications, section == SectionKind.Medications ? date : null);
                else if (Ends(section, line, filled))
                    (section, date) = (SectionKind.Other, null);
                filled = true;
            }

            line.Section = section;
            line.SectionDate = date;
        }
    }

    /// <summary>Lists end where prose begins again, after a blank line or under another label.</summary>
    private static bool Ends(SectionKind section, TextLine line, bool filled)
    {
        if (section is not (SectionKind.Diagnosis or SectionKind.Assessment or SectionKind.Allergies or SectionKind.Procedures or SectionKind.FamilyHistory or SectionKind.Complaints or SectionKind.Plan))
            return false;
        var text = line.Text.AsSpan().Trim();
        return (line.AfterBlank && filled && !Bullets.Starts(text)) || IsLabelled(text);
    }

    private static bool IsLabelled(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        return colon is > 1 and < 30 && char.IsLetter(text[0]) && !text[..colon].ContainsAny(",;.(");
    }

    private static (SectionKind Kind, int ContentStart)? Heading(string text)
    {
        var start = 0;
        while (start < text.Length && !char.IsLetter(text[start]))
            start++;
        if (start > 12 && start > text.Length / 2 && text.AsSpan(0, start).ContainsAnyInRange('0', '9'))
            return null;
        var (end, content) = EndOfHeading(text, start);
        if (end - start is <= 0 or > LongestHeading)
            return null;
        var name = Normalized(text.AsSpan(start, end - start), out var words);
        if (words is 0 or > MostWords)
            return null;
        if (Known.Value.TryGetValue(name, out var kind))
            return (kind, content);
        // "Treatment was begun with ..." is a sentence: an unknown heading is one only with a colon, or alone in capitals.
        var marked = content > end && end < text.Length && text[end] == ':';
        var alone = content >= text.Length && !text.AsSpan(start, end - start).ContainsAnyInRange('a', 'z');
        if (!marked && !alone)
            return null;
        if (Array.Exists(Places, place => name.Contains(place, StringComparison.Ordinal)))
            return null;
        foreach (var (word, told) in Telling)
        {
            if (name.Contains(word, StringComparison.Ordinal))
                return (told, content);
        }

        return alone && words <= 5 && marked ? (SectionKind.Other, content) : null;
    }

    /// <summary>A heading ends at a colon, a dash between blanks, a wide gap or the end of the line.</summary>
    private static (int End, int Content) EndOfHeading(string text, int start)
    {
        var end = text.TrimEnd().Length;
        for (var i = start; i < end && i - start <= LongestHeading; i++)
        {
            var wide = text[i] == ' ' && i + 1 < end && text[i + 1] is ' ' or '-' or '\u2013';
            if (text[i] is not (':' or '\t' or '=') && !wide)
                continue;
            var content = i;
            while (content < end && text[content] is ' ' or '\t' or ':' or '-' or '\u2013' or '=')
                content++;
            var stop = i;
            for (var j = i; j < content; j++)
            {
                if (text[j] == ':')
                {
                    stop = j;
                    break;
                }
            }

            return (stop, content >= end ? text.Length : content);
        }

        return (end, text.Length);
    }

    /// <summary>Lower case, words parted by one blank, without what stands in parentheses.</summary>
    private static string Normalized(ReadOnlySpan<char> heading, out int words)
    {
        var name = new StringBuilder(heading.Length);
        var depth = 0;
        words = 0;
        foreach (var character in heading)
        {
            if (character == '(')
                depth++;
            else if (character == ')')
                depth = Math.Max(0, depth - 1);
            else if (depth == 0 && char.IsLetter(character))
            {
                if (name.Length == 0 || name[^1] == ' ')
                    words++;
                name.Append(char.ToLowerInvariant(character));
            }
            else if (name.Length > 0 && name[^1] != ' ' && character != '\'')
            {
                name.Append(' ');
            }
        }

        return name.ToString().TrimEnd();
    }
}

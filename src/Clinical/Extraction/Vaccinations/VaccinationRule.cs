using System.Text.RegularExpressions;
using MediAgents.Clinical.Extraction.Context;
using MediAgents.Clinical.Extraction.Dates;
using MediAgents.Clinical.Extraction.Layout;
using MediAgents.Clinical.Extraction.Terms;

namespace MediAgents.Clinical.Extraction.Vaccinations;

/// <summary>Vaccines with the date they were given, in a record of vaccinations; elsewhere only where the words say that it was given.</summary>
internal sealed partial class VaccinationRule : IExtractionRule
{
    private const int Timeout = 5000;
    private const double Dated = 0.95, Told = 0.8;

    private static readonly Lazy<TermTable> Vaccines = new(() => TermTable.Load("vaccines.txt"));

    /// <summary>Whether a name is a vaccine's, which is given and not taken.</summary>
    public static bool IsVaccine(string name)
    {
        var statement = Statement.Of(name);
        return statement.Tokens.Length > 0 && (Vaccines.Value.At(statement, 0) is not null || Word().IsMatch(name));
    }

    public void Find(ReadDocument document, EventList events)
    {
        var isRecord = document.Head.Any(line => Record().IsMatch(line.Text));
        foreach (var line in document.Lines)
        {
            if (line.Section is SectionKind.FamilyHistory or SectionKind.Plan)
                continue;
            var inRecord = isRecord || line.Section == SectionKind.Vaccinations;
            if (!inRecord && !Given().IsMatch(line.Text))
                continue;
            if (Announced().IsMatch(line.Text) && line.Dates.Count == 0)
                continue;
            Find(document, line, inRecord, events);
        }
    }

    private static void Find(ReadDocument document, TextLine line, bool inRecord, EventList events)
    {
        var statement = line.Statement;
        var matches = Vaccines.Value.Find(statement, 0, statement.Tokens.Length);
        for (var i = 0; i < matches.Count; i++)
        {
            var match = matches[i];
            var start = statement.Tokens[match.First].Start;
            var to = i + 1 < matches.Count ? statement.Tokens[matches[i + 1].First].Start : line.Text.Length;
            // Given on the day of birth, as BCG is, it has that date.
            var given = document.Dates.Within(line, start, to, births: true) ?? (matches.Count == 1 ? document.Dates.Within(line, 0, to, births: true) : null);
            if ((inRecord && given is null) || !statement.IsAsserted(match.First, match.Last))
                continue;
            var when = given is { } date ? new EventDate(date, true) : document.Dates.Of(line, start, to);
            var printed = Whitespace.Collapse(line.Text.AsSpan(start, EndOfName(line.Text, start, to) - start));
            events.Add(
                ExtractedEventType.Vaccination,
                printed,
                match.Term.Name,
                when,
                line.Span(start, to),
                given is not null ? Dated : Told,
                Whitespace.Collapse(line.Text.AsSpan(start, to - start)));
        }
    }

    /// <summary>The name with the number of the dose.</summary>
    private static int EndOfName(string text, int start, int to)
    {
        var gap = text.AsSpan(start, to - start).IndexOf("  ");
        return gap < 0 ? to : start + gap;
    }

    [GeneratedRegex(@"\b(?:vaccin\w{0,8}|immuni[sz]ation) ?(?:card|record|certificate|history|schedule|status|given)?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Record();

    [GeneratedRegex(@"\b(?:given|administered|received|vaccinated|immuni[sz]ed|vaccine (?:taken|done)|took)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Given();

    [GeneratedRegex(@"\b(?:due|advised|recommended|to be given|pending|next)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Announced();

    [GeneratedRegex(@"\b(?:vaccine|toxoid)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Word();
}

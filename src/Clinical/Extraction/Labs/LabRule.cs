using System.Text.RegularExpressions;
using MediAgents.Clinical.Extraction.Context;
using MediAgents.Clinical.Extraction.Dates;
using MediAgents.Clinical.Extraction.Layout;
using MediAgents.Clinical.Extraction.Terms;

namespace MediAgents.Clinical.Extraction.Labs;

/// <summary>
/// Laboratory results: rows of a table, and values in running text. A known name needs a unit, a range or a flag, or a place in a
/// laboratory's report; an unknown one needs unit and range.
/// </summary>
internal sealed partial class LabRule : IExtractionRule
{
    private const int LongestName = 100;
    private const int LongestResult = 200;
    private const double InRowWithRange = 0.95, InRow = 0.85, InText = 0.8, UnknownName = 0.75;

    private static readonly Lazy<TermTable> Analytes = new(() => TermTable.Load("analytes.txt"));

    public void Find(ReadDocument document, EventList events)
    {
        var panels = new PanelGroups(events);
        foreach (var line in document.Lines)
        {
            if (line.Section is SectionKind.FamilyHistory)
                continue;
            var results = ResultsOf(document, line);
            if (results.Count == 0)
                panels.Pass(line);
            foreach (var result in results)
                panels.Add(result);
        }

        panels.Close();
    }

    private static List<LabResult> ResultsOf(ReadDocument document, TextLine line)
    {
        var results = new List<LabResult>();
        if (!line.Text.AsSpan().ContainsAnyInRange('0', '9') && !IsLaboratory(document, line))
            return results;
        var statement = line.Statement;
        for (var i = 0; i < statement.Tokens.Length;)
        {
            if (Analytes.Value.At(statement, i) is { } match && Known(document, line, match) is { } result)
            {
                results.Add(result);
                i = Math.Max(match.Last + 1, statement.FirstAt(result.End));
            }
            else
            {
                i++;
            }
        }

        if (results.Count == 0 && Unknown(document, line) is { } other)
            results.Add(other);
        return results;
    }

    private static bool IsLaboratory(ReadDocument document, TextLine line) =>
        document.Kind == DocumentKind.Laboratory || line.Section == SectionKind.Investigations;

    private static LabResult? Known(ReadDocument document, TextLine line, TermMatch match)
    {
        var tokens = line.Statement.Tokens;
        var (start, end) = (tokens[match.First].Start, tokens[match.Last].Start + tokens[match.Last].Length);
        var isRow = BeginsCell(line, start);
        if (ResultReader.Read(line.Text, end, isRow) is not { } cells || IsAim(line.Statement, match.First))
            return null;
        var laboratory = IsLaboratory(document, line);
        var enough = cells.Unit is not null || cells.HasRange
            || (isRow && laboratory && (cells.Value is null || EndsCell(line.Text, cells.End)))
            || (isRow && cells.PrintedFlag is not null);
        // Among medicines and plans only a whole row is a result: "calcium 500 mg", "repeat TSH in 6 weeks".
        if (line.Section is SectionKind.Medications or SectionKind.Plan && !(isRow && cells.HasRange && cells.Unit is not null))
            return null;
        // "T3" and "K" also are vertebrae and prices: a name of one or two letters has to have a unit, and a dose is no result.
        if (!enough || (end - start <= 2 && cells.Unit is null && !(isRow && laboratory)) || (cells.Unit is null && IsDose(line.Text, cells.End)))
            return null;
        var confidence = !isRow ? InText : cells.HasRange && cells.Unit is not null ? InRowWithRange : InRow;
        return Result(document, line, start, match.Term.Name, match.Term.Group, cells, confidence);
    }

    private static LabResult? Unknown(ReadDocument document, TextLine line)
    {
        var match = UnknownRow().Match(line.Text, line.ContentStart < line.Text.Length ? line.ContentStart : 0);
        if (!match.Success || NoAnalyte().IsMatch(match.Groups["name"].ValueSpan))
            return null;
        var name = match.Groups["name"];
        return ResultReader.Read(line.Text, name.Index + name.Length, isRow: true) is { Unit: not null, HasRange: true, Value: not null } cells
            ? Result(document, line, name.Index, EventList.Clip(name.Value, LongestName), "", cells, UnknownName)
            : null;
    }

    private static LabResult Result(ReadDocument document, TextLine line, int start, string name, string panel, ResultCells cells, double confidence)
    {
        var measurement = new ExtractedMeasurement(name, EventList.Clip(cells.Text, LongestResult), cells.Value, cells.Unit, cells.Low, cells.High, cells.Flag);
        return new LabResult(line, start, measurement, panel, When(document, line), cells.End, confidence);
    }

    /// <summary>A report's results are of the day the sample was taken.</summary>
    private static EventDate When(ReadDocument document, TextLine line)
    {
        var when = document.Dates.Of(line, 0, line.Text.Length);
        if (when.Stated)
            return when;
        var taken = document.Kind is DocumentKind.Laboratory or DocumentKind.Unknown ? document.Dates.On(DateRole.Collected) : null;
        return taken is { } date ? new EventDate(date, true)
            : new EventDate(when.Date, document.Dates.On(DateRole.Reported) == when.Date);
    }

    private static bool BeginsCell(TextLine line, int start)
    {
        var from = line.ContentStart < line.Text.Length ? line.ContentStart : 0;
        var before = line.Text.AsSpan(0, start);
        return start == from || start == Bullets.Length(line.Text) || before.IsWhiteSpace() || before.EndsWith("  ") || before[^1] is '\t' or '|';
    }

    private static bool EndsCell(string text, int at) => at >= text.Length || text[at] is '\t' or '|' || text.AsSpan(at).IsWhiteSpace() || text.AsSpan(at).StartsWith("  ");

    private static bool IsDose(string text, int at) => DoseUnit().IsMatch(text.AsSpan(at));

    /// <summary>"Target HbA1c below 7 %" measures nothing.</summary>
    private static bool IsAim(Statement statement, int first)
    {
        for (var i = Math.Max(0, first - 3); i < first; i++)
        {
            if (statement.Tokens[i].Sentence == statement.Tokens[first].Sentence
                && (statement.Is(i, "target") || statement.Is(i, "goal") || statement.Is(i, "aim") || statement.Is(i, "keep") || statement.Is(i, "maintain") || statement.Is(i, "if")))
                return true;
        }

        return false;
    }

    [GeneratedRegex(@"\G\s{0,80}(?<name>[A-Z][A-Za-z0-9 ,.()/'\-]{1,60}?)(?=\s{2,}|\t|\s?\|)", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex UnknownRow();

    [GeneratedRegex(@"\b(?:total|amount|price|qty|quantity|rate|date|age|name|page|phone|tel|mobile|reg|id|no|time|bill|bp|pulse|temp|spo2|weight|height|temperature|blood pressure|heart rate|tab|cap|inj|syp)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex NoAnalyte();

    [GeneratedRegex(@"^\s?(?:mg|mcg|g|gm|ml|tab|units?|iu|drops?|days?|weeks?|months?|years?|yrs?|cm|kg|am|pm)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex DoseUnit();
}

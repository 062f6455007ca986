using System.Text.RegularExpressions;
using MediAgents.Clinical.Extraction.Dates;
using MediAgents.Clinical.Extraction.Layout;

namespace MediAgents.Clinical.Extraction.Encounters;

/// <summary>
/// The stay or the visit that a paper is about: an admission with its discharge, or a visit where the paper is of one. Laboratory and
/// imaging reports tell of none.
/// </summary>
internal sealed partial class EncounterRule : IExtractionRule
{
    private const int Timeout = 5000;
    private const double Admission = 0.95, Visit = 0.85, ByItsForm = 0.75;

    public void Find(ReadDocument document, EventList events)
    {
        var dates = document.Dates;
        var where = string.Join(", ", new[] { Department(document), Hospital(document) }.Where(part => part is not null));
        if (dates.Labelled(DateRole.Admission) is { } admission)
        {
            var discharge = dates.Labelled(DateRole.Discharge);
            var span = admission.Line.Span(admission.LabelStart, admission.End);
            if (discharge is not null && discharge.Line.Page == admission.Line.Page && discharge.Line.Start + discharge.End - span.Start is > 0 and <= 300)
                span = span.To(discharge.Line.Span(discharge.LabelStart, discharge.End));
            events.Add(ExtractedEventType.Encounter, "admission", "Hospital admission", new EventDate(admission.Date, true), span, Admission, where, discharge?.Date);
        }
        else if (document.Kind == DocumentKind.Visit && Evidence(document) is { } evidence)
        {
            var kind = document.Head.Select(line => VisitKind().Match(line.Text)).FirstOrDefault(match => match.Success);
            events.Add(
                ExtractedEventType.Encounter,
                "visit",
                TitleOf(kind?.Value),
                new EventDate(evidence.Date, true),
                evidence.Line.Span(evidence.LabelStart, evidence.End),
                kind is not null ? Visit : ByItsForm,
                where);
        }
    }

    private static LabelledDate? Evidence(ReadDocument document) =>
        document.Dates.Labelled(DateRole.Visit) ?? document.Dates.Labelled(DateRole.Document);

    private static string TitleOf(string? kind) => kind?.ToUpperInvariant() switch
    {
        null => "Consultation",
        var emergency when emergency.StartsWith("EMER", StringComparison.Ordinal) || emergency.StartsWith("CASU", StringComparison.Ordinal) => "Emergency visit",
        var antenatal when antenatal.StartsWith("AN", StringComparison.Ordinal) => "Antenatal visit",
        var clinic when clinic.StartsWith("CLINIC", StringComparison.Ordinal) => "Clinic visit",
        var tele when tele.StartsWith("TELE", StringComparison.Ordinal) || tele.StartsWith("VIDEO", StringComparison.Ordinal) => "Teleconsultation",
        _ => "OPD visit",
    };

    private static string? Department(ReadDocument document)
    {
        foreach (var line in document.Head)
        {
            if (DepartmentName().Match(line.Text) is { Success: true } match)
                return EventList.Clip(match.Groups["name"].Value, 60);
        }

        return null;
    }

    private static string? Hospital(ReadDocument document)
    {
        foreach (var line in document.Head.Take(5))
        {
            if (HospitalName().Match(line.Text) is { Success: true } match)
                return EventList.Clip(match.Value, 100);
        }

        return null;
    }

    [GeneratedRegex(@"\b(?:emergency (?:department|room|note)|casualty|ANC visit|antenatal (?:visit|clinic)|clinic date|tele-?consult\w*|video consult\w*|OPD|out-?patient)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex VisitKind();

    [GeneratedRegex(@"\b(?:department|dept\.?|speciality|specialty|unit)\s?(?:of|:)\s?:?\s?(?<name>[A-Z][A-Za-z &]{2,40}?)(?=\s{2,}|\t|$|,|\|)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex DepartmentName();

    [GeneratedRegex(@"(?<=^|\s{2}|,\s)[A-Z][A-Za-z.'&\- ]{2,70}?\b(?:hospitals?|clinic|medical cent(?:re|er)|nursing home|institute|trust|health cent(?:re|er)|eye care|infirmary)\b[A-Za-z.'&\- ]{0,40}?(?=\s{2,}|\t|$|,|\|)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex HospitalName();
}

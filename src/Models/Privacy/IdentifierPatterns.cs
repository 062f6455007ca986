using System.Text.RegularExpressions;

namespace MediAgents.Models.Privacy;

/// <summary>
/// Identifiers that show themselves by their shape or by a label before them, as records, bills and questions in India have
/// them. A name in running text without label or title is not found here; the record's own names are (<see cref="KnownForms"/>).
/// </summary>
internal static partial class IdentifierPatterns
{
    private const int Limit = 2000;
    private const string Value = "v";

    private const string NotAName = @"(?!(?i:age|sex|gender|dob|date|uhid|mrn?|ip|op|ipd|opd|ward|room|bed|ref|address|addr|phone|mobile|contact|consultant|doctor|reg|bill|male|female|years?|yrs|id|no|and|or|is|was|has|had|said|says|told|gave|asked|advised|wants|please|the|an?|in|at|for|to|on|my|who|with|about|prescribed|suggested|recommended|i|i'm|im|am|aged)\b)";
    private const string AnyWord = NotAName + @"[\p{L}\p{M}][\p{L}\p{M}.'’-]*";
    private const string CapitalWord = NotAName + @"[\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]*";
    private const string AnyName = "(?<v>" + AnyWord + @"(?:[ \t]" + AnyWord + "){0,4})";
    private const string CapitalName = "(?<v>" + CapitalWord + @"(?:[ \t]" + CapitalWord + "){0,3})";
    private const string Title = @"(?:(?i:mr|mrs|ms|miss|mst|master|smt|shri|sri|kum|kumari|dr|prof)\b\.?[ \t]*)*";
    private const string Number = @"(?<v>(?=[\p{L}\p{N}/._-]*\d)[\p{L}\p{N}][\p{L}\p{N}/._-]{1,30}[\p{L}\p{N}])";
    private const string NumberWord = @"[ \t]*(?:id|no|num|number|code|#)?[ \t]*\.?[ \t]*[:#=-]?[ \t]*";
    private const string Labelled = @"[ \t]*[:=-][ \t]*";

    private static readonly (IdentifierKind Kind, Regex Pattern)[] All =
    [
        (IdentifierKind.Email, Email()),
        (IdentifierKind.Abha, Abha()),
        (IdentifierKind.Aadhaar, Aadhaar()),
        (IdentifierKind.Phone, InternationalPhone()),
        (IdentifierKind.Phone, IndianMobile()),
        (IdentifierKind.Phone, LabelledPhone()),
        (IdentifierKind.IdentityNumber, Pan()),
        (IdentifierKind.IdentityNumber, LabelledIdentity()),
        (IdentifierKind.InsuranceNumber, LabelledInsurance()),
        (IdentifierKind.HospitalNumber, LabelledHospital()),
        (IdentifierKind.DateOfBirth, LabelledBirth()),
        (IdentifierKind.Address, LabelledAddress()),
        (IdentifierKind.Address, PinCode()),
        (IdentifierKind.RelativeName, Relative()),
        (IdentifierKind.RelativeName, OwnRelative()),
        (IdentifierKind.DoctorName, TitledDoctor()),
        (IdentifierKind.DoctorName, LabelledDoctor()),
        (IdentifierKind.PatientName, LabelledPatient()),
        (IdentifierKind.PersonName, TitledPerson()),
        (IdentifierKind.Literal, PseudonymText.Token()),
    ];

    public static IEnumerable<FoundIdentifier> Find(string text)
    {
        foreach (var (kind, pattern) in All)
        {
            for (var match = pattern.Match(text); match.Success; match = match.NextMatch())
            {
                var value = match.Groups[Value] is { Success: true } named ? named : match;
                yield return new FoundIdentifier(value.Index, value.Index + value.Length, kind, Entity: null);
            }
        }
    }

    /// <summary>Addresses of mail, of ABHA and of UPI.</summary>
    [GeneratedRegex(@"[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*", RegexOptions.CultureInvariant, Limit)]
    private static partial Regex Email();

    [GeneratedRegex(@"(?<!\d)\d{2}[- ]?\d{4}[- ]?\d{4}[- ]?\d{4}(?!\d)", RegexOptions.CultureInvariant, Limit)]
    private static partial Regex Abha();

    /// <summary>Twelve digits that do not begin with 0 or 1, also with the first eight hidden.</summary>
    [GeneratedRegex(@"(?<!\d)(?:[2-9]\d{3}[- ]?\d{4}|[xX*]{4}[- ]?[xX*]{4})[- ]?\d{4}(?!\d)", RegexOptions.CultureInvariant, Limit)]
    private static partial Regex Aadhaar();

    [GeneratedRegex(@"(?<!\d)(?:\+|00)\d{1,3}[ -]?(?:\d[ -]?){6,11}\d(?!\d)", RegexOptions.CultureInvariant, Limit)]
    private static partial Regex InternationalPhone();

    [GeneratedRegex(@"(?<!\d)(?:0|91[ -]?)?[6-9]\d{4}[ -]?\d{5}(?!\d)", RegexOptions.CultureInvariant, Limit)]
    private static partial Regex IndianMobile();

    [GeneratedRegex(@"(?i:\b(?:ph|phone|tel|telephone|mob|mobile|cell|contact|fax|whatsapp)\b)[ \t]*(?i:no|number)?\.?[ \t]*[:#-]?[ \t]*(?<v>\+?[\d(][\d ()/-]{5,18}\d)", RegexOptions.CultureInvariant, Limit)]
    private static partial Regex LabelledPhone();

    [GeneratedRegex(@"(?<![A-Za-z0-9])[A-Z]{5}\d{4}[A-Z](?![A-Za-z0-9])", RegexOptions.CultureInvariant, Limit)]
    private static partial Regex Pan();

    [GeneratedRegex(@"(?i:\b(?:aadhaar|aadhar|uid|pan|passport|voter|epic|licen[cs]e|employee|emp)\b" + NumberWord + ")" + Number, RegexOptions.CultureInvariant, Limit)]
    private static partial Regex LabelledIdentity();

    [GeneratedRegex(@"(?i:\b(?:policy|member|membership|claim|tpa|beneficiary|cghs(?:[ \t]+card)?|esic?|pmjay|insurance|card|pre-?auth(?:orisation|orization)?|ccn|abha)\b[ \t]*(?:id|no|num|number|card|#)\.?[ \t]*[:#=-]?[ \t]*)" + Number, RegexOptions.CultureInvariant, Limit)]
    private static partial Regex LabelledInsurance();

    [GeneratedRegex(@"(?i:\b(?:(?:uhid|umr|mrn|mrd|crno|ipno|opno)\b" + NumberWord + @"|(?:mr|ip|ipd|op|opd|cr|reg|regn|registration|patient|pt|hospital|admission|visit|encounter|case|file|bill|invoice|receipt|sample|accession|specimen|order|record)\b\.?[ \t]*(?:id|no|num|number|#)\.?[ \t]*[:#=-]?[ \t]*))" + Number, RegexOptions.CultureInvariant, Limit)]
    private static partial Regex LabelledHospital();

    [GeneratedRegex(@"(?i:\b(?:d\.?o\.?b\b\.?|date[ \t]+of[ \t]+birth|birth[ \t]*date|born(?:[ \t]+on)?|जन्म[ \t]*तिथि)[ \t]*[:=-]?[ \t]*(?<v>\d{1,4}[ \t./-]+(?:\d{1,2}|\p{L}{3,9})[ \t./,-]+\d{2,4}|\p{L}{3,9}[ \t]+\d{1,2},?[ \t]+\d{4}))", RegexOptions.CultureInvariant, Limit)]
    private static partial Regex LabelledBirth();

    [GeneratedRegex(@"(?:(?i:\b(?:address|addr|residence|resident[ \t]+of|r/o)\b)|पता)" + Labelled + @"(?<v>[^\r\n]{3,200})", RegexOptions.CultureInvariant, Limit)]
    private static partial Regex LabelledAddress();

    [GeneratedRegex(@"(?i:\b(?:pin|pincode|zip)(?:[ \t]*code)?\b[ \t]*[:-]?[ \t]*(?<v>\d{3}[ ]?\d{3})(?!\d))", RegexOptions.CultureInvariant, Limit)]
    private static partial Regex PinCode();

    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?i:[sdwc]/[ \t]?o\b\.?|(?:son|daughter|wife|husband|care|mother|father)[ \t]+of|(?:(?:father|mother|husband|wife|spouse|guardian|attendant|nominee|kin)(?:'s|’s)?[ \t]+name|guardian|next[ \t]+of[ \t]+kin|emergency[ \t]+contact|nominee|spouse)[ \t]*(?=[:=-]))[ \t]*[:=-]?[ \t]*" + Title + CapitalName, RegexOptions.CultureInvariant, Limit)]
    private static partial Regex Relative();

    [GeneratedRegex(@"(?i:\bmy[ \t]+(?:wife|husband|son|daughter|mother|father|brother|sister|mom|mum|dad|uncle|aunt|friend|grandmother|grandfather))[ \t]+(?:(?i:is[ \t]+called|named)[ \t]+)?" + CapitalName, RegexOptions.CultureInvariant, Limit)]
    private static partial Regex OwnRelative();

    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?:(?:(?i:dr|prof)\b\.?|डॉ\.?)[ \t]*(?:(?i:\(?mrs?|ms|smt)\b\.?\)?[ \t]*)?(?:" + CapitalName + "|(?<v>" + AnyWord + "))|(?i:doctor)[ \t]+" + CapitalName + ")", RegexOptions.CultureInvariant, Limit)]
    private static partial Regex TitledDoctor();

    [GeneratedRegex(@"(?i:\b(?:consultant|surgeon|physician|anaesthetist|anesthetist|radiologist|pathologist|treating[ \t]+doctor|doctor(?:'s|’s)?[ \t]+name|attending(?:[ \t]+doctor)?|referred[ \t]+by|ref(?:erring)?\.?[ \t]+(?:by|doctor|dr)|reported[ \t]+by|seen[ \t]+by|signed[ \t]+by)\b\.?)" + Labelled + Title + AnyName, RegexOptions.CultureInvariant, Limit)]
    private static partial Regex LabelledDoctor();

    [GeneratedRegex(@"(?:(?i:\b(?:patient(?:'s|’s)?|pt\.?|insured(?:'s|’s)?|member(?:'s|’s)?|beneficiary)[ \t]+name|\bname[ \t]+of[ \t]+(?:the[ \t]+)?(?:patient|insured)|\bpatient|^[ \t]*name|\bmy[ \t]+name[ \t]+is[ \t:]|मेरा[ \t]+नाम[ \t])|नाम)(?:" + Labelled + @"|(?<=is[ \t:]|नाम[ \t]))" + Title + AnyName, RegexOptions.CultureInvariant | RegexOptions.Multiline, Limit)]
    private static partial Regex LabelledPatient();

    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?:(?:Mr|Mrs|Ms|Miss|Mst|Master|Smt|Shri|Sri|Kum|Kumari|MR|MRS|MS|SMT|SHRI|mr|mrs|smt|shri|Baby of|B/o|B/O)\b\.?|श्रीमती|श्री|सुश्री)[ \t]*" + CapitalName, RegexOptions.CultureInvariant, Limit)]
    private static partial Regex TitledPerson();
}

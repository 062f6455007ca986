using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MediAgents.Records.Reports.Prose;

/// <summary>
/// The values that a text states: numbers with their units, dates as exactly as they are written, codes, and how often something
/// is taken. Digits of any script count; days are written before months, as in India. Numbers in words count from two.
/// </summary>
public sealed partial class StatedValues
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly Dictionary<string, string> NumberWords = new(StringComparer.Ordinal)
    {
        ["zero"] = "0", ["two"] = "2", ["three"] = "3", ["four"] = "4", ["five"] = "5", ["six"] = "6", ["seven"] = "7", ["eight"] = "8", ["nine"] = "9",
        ["ten"] = "10", ["eleven"] = "11", ["twelve"] = "12", ["twenty"] = "20", ["thirty"] = "30", ["forty"] = "40", ["fifty"] = "50", ["sixty"] = "60",
        ["seventy"] = "70", ["eighty"] = "80", ["ninety"] = "90", ["hundred"] = "100", ["thousand"] = "1000",
    };

    private static readonly Dictionary<string, int> Frequencies = new(StringComparer.Ordinal)
    {
        ["once"] = 1, ["od"] = 1, ["qd"] = 1, ["twice"] = 2, ["bd"] = 2, ["bid"] = 2, ["thrice"] = 3, ["tds"] = 3, ["tid"] = 3, ["qid"] = 4, ["qds"] = 4,
    };

    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["gm"] = "g", ["ug"] = "mcg", ["yr"] = "year", ["yrs"] = "year", ["years"] = "year", ["months"] = "month", ["weeks"] = "week", ["days"] = "day",
        ["hr"] = "hour", ["hrs"] = "hour", ["hours"] = "hour", ["minutes"] = "minute", ["min"] = "minute", ["units"] = "unit", ["u"] = "unit",
        ["tablets"] = "tablet", ["doses"] = "dose",
    };

    private readonly List<Stated> all = [];
    private readonly HashSet<string> words = new(StringComparer.Ordinal);
    private readonly string folded;

    private StatedValues(string text)
    {
        folded = Fold(text);
        foreach (Match match in Value().Matches(folded))
            Read(match);
        foreach (var one in all)
            words.UnionWith(one.Covers);
    }

    private enum Kind
    {
        Number,
        Date,
        Code,
        Frequency,
    }

    /// <param name="texts">Together they state what each of them states.</param>
    public static StatedValues In(params IEnumerable<string> texts) => new(string.Join('\n', texts));

    /// <summary>The first value of this text that the other does not state, as it is written here; null when it states them all.</summary>
    public string? FirstNotIn(StatedValues other) => all.FirstOrDefault(one => !other.States(one))?.Written;

    private bool States(Stated one) => one.Kind == Kind.Code ? HasWord(one.Written) : words.Contains(one.Needs);

    /// <summary>A code within a longer one does not count, but the category of a code does: E11 of E11.9.</summary>
    private bool HasWord(string code)
    {
        for (var at = folded.IndexOf(code, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(code, at + 1, StringComparison.Ordinal))
        {
            var end = at + code.Length;
            if ((at == 0 || !char.IsLetterOrDigit(folded[at - 1])) && (end == folded.Length || !char.IsLetterOrDigit(folded[end])))
                return true;
        }

        return false;
    }

    private void Read(Match match)
    {
        var written = match.Value;
        if (match.Groups["code"].Success)
            all.Add(new Stated(Kind.Code, written, written, []));
        else if (match.Groups["often"] is { Success: true, Value: var often })
            AddFrequency(written, Frequencies[often]);
        else if (match.Groups["word"] is { Success: true, Value: var word })
            AddNumber(match, NumberWords[word]);
        else if (match.Groups["number"] is { Success: true, Value: var number })
            AddNumber(match, Plain(number));
        else
            AddDate(match);
    }

    private void AddFrequency(string written, int often)
    {
        var key = $"times {often}";
        all.Add(new Stated(Kind.Frequency, written, key, [key]));
    }

    private void AddNumber(Match match, string number)
    {
        if (match.Groups["times"].Success && int.TryParse(number, out var often))
        {
            AddFrequency(match.Value, often);
            return;
        }

        if (match.Groups["unit"] is { Success: true, Value: var unit })
        {
            var measure = $"{number} {Canonical(unit)}";
            all.Add(new Stated(Kind.Number, match.Value, measure, [measure, number]));
        }
        else
            all.Add(new Stated(Kind.Number, match.Value, number, [number]));
    }

    private void AddDate(Match match)
    {
        var year = match.Groups["year"].Value;
        var month = match.Groups["name"] is { Success: true, Value: var name }
            ? Array.FindIndex(Months, one => name.StartsWith(one, StringComparison.Ordinal)) + 1
            : Number(match.Groups["month"]);
        var day = Number(match.Groups["day"]);
        var needs = (month, day) switch
        {
            (0, _) => year,
            (_, 0) => $"{year}-{month:00}",
            _ => $"{year}-{month:00}-{day:00}",
        };
        // A day states its month and its year as well, and the day without the year.
        string[] covers = (month, day) switch
        {
            (0, _) => [year],
            (_, 0) => [year, $"{year}-{month:00}", $"-{month:00}"],
            _ => [year, $"{year}-{month:00}", $"-{month:00}", $"-{month:00}-{day:00}", needs],
        };
        all.Add(new Stated(Kind.Date, match.Value, needs, [.. covers.Where(one => one.Length > 0)]));
    }

    private static int Number(Group group) => group.Success ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    private static string Plain(string number) =>
        decimal.TryParse(number.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value.ToString("0.############################", CultureInfo.InvariantCulture)
            : number;

    private static string Canonical(string unit) =>
        string.Join('/', unit.Replace(" ", "", StringComparison.Ordinal).Split('/').Select(part => Units.GetValueOrDefault(part, part)));

    private static string Fold(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            plain.Append(letter switch
            {
                'µ' or 'μ' => 'u',
                '–' or '—' or '−' or '‑' => '-',
                _ when char.IsDigit(letter) => (char)('0' + (int)char.GetNumericValue(letter)),
                _ => char.ToLowerInvariant(letter),
            });
        }

        return plain.ToString();
    }

    [GeneratedRegex(
        """
        (?<![a-z0-9])
        (?:
            (?<year>\d{4})-(?<month>\d\d)(?:-(?<day>\d\d))?(?!\d)
          | (?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>\d{4})(?!\d)
          | (?:(?<day>\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?)?(?<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?,?\s(?<year>(?:19|20|21)\d\d)(?!\d)
          | (?<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?\s(?<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s(?<year>(?:19|20|21)\d\d))?(?![\d.])
          | (?<day>\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?(?<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b
          | (?<often>once|twice|thrice|od|qd|bd|bid|tds|tid|qid|qds)\b
          | (?:(?<number>\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?)|(?<word>zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)\b)
            (?:(?<times>\s?times\b)
              |\s?-?(?<unit>(?:%|mg|mcg|ug|ng|pg|gm|g|kg|ml|l|dl|mmol|umol|nmol|pmol|miu|iu|meq|mmhg|bpm|cm|mm|m|units?|u|years?|yrs?|months?|weeks?|days?|hours?|hrs?|minutes?|min|tablets?|doses?)(?:\s?/\s?[a-z0-9]+(?:\.\d+)?)*)(?![a-z0-9])
              |(?:st|nd|rd|th)\b)?
          | (?<code>[a-z]+-?\d[a-z0-9]*(?:[.-][a-z0-9]*\d[a-z0-9]*)*)
        )
        """,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Value();

    /// <param name="Kind">What it is.</param>
    /// <param name="Written">As it stands in the text.</param>
    /// <param name="Needs">What a text must state for this to be borne out.</param>
    /// <param name="Covers">What this bears out.</param>
    private sealed record Stated(Kind Kind, string Written, string Needs, IReadOnlyList<string> Covers);
}

using System.Globalization;

namespace MediAgents.Billing.Matching;

/// <summary>
/// What a medicine's wording says about strength, form and pack. Strengths are milligrams, milligrams per ml, percent or units,
/// each with its unit, in ascending order, so that "0.5 g" and "500 mg" are equal.
/// </summary>
/// <param name="PackCount">
/// Pieces in what is sold as one, at most 1,000: 20 of "2x10" and of "2 strips of 10". Where it may be one strip's price or both strips', it is the
/// most the wording allows, in the seller's favour.
/// </param>
/// <param name="VolumeMl">
/// Likewise millilitres: 6 of "3 x 2 ml". Of what is injected or nebulised a strength in several ml is that of the whole ampoule: 3 of "75 mg/3 ml";
/// what is drunk is told by the spoon, "125 mg/5 ml".
/// </param>
public sealed record Dosage(
    IReadOnlyList<string> Strengths, DosageForm Form, Release Release, int? PackCount, decimal? VolumeMl, decimal? Grams, int? Doses)
{
    private const int MostPieces = 1_000;

    /// <summary>Tablets of the largest packs that are sold over the counter.</summary>
    private const int LargestPack = 100;

    /// <summary>
    /// True if a wording's strength is this one's: the same, the whole vial's of one told by the ml ("40 mg/ml" is 80 mg of 2 ml), or the
    /// sum of a combination's parts (1.2 g of 1 g and 200 mg).
    /// </summary>
    public bool IsOfStrength(Dosage wording)
    {
        if (Strengths.SequenceEqual(wording.Strengths))
            return true;
        // "1 g + 200 mg (1.2 g)": the sum is told beside its parts.
        if (wording.Strengths.Count == Strengths.Count + 1 && Strengths.Count > 1
            && wording.Strengths.Except(Strengths).ToList() is [var sum] && IsSum(sum))
            return true;
        if (wording.Strengths.Count == Strengths.Count && wording.VolumeMl is { } volume && !wording.Strengths.Any(IsByMl) && Strengths.All(IsByMl))
            return Strengths.Select(Figure).Select(each => each * volume).Order().SequenceEqual(wording.Strengths.Select(Figure).Order());
        return Strengths.Count > 1 && wording.Strengths is [var whole] && IsSum(whole);
    }

    private bool IsSum(string whole) =>
        whole.EndsWith("mg", StringComparison.Ordinal) && Strengths.All(part => part.EndsWith("mg", StringComparison.Ordinal)) && Strengths.Sum(Figure) == Figure(whole);

    private static bool IsByMl(string strength) => strength.EndsWith("mg/ml", StringComparison.Ordinal);

    /// <summary>Milligrams of "500mg" or "5mg/ml".</summary>
    private static decimal Figure(string strength) =>
        decimal.TryParse(strength[..Math.Max(0, strength.IndexOf("mg", StringComparison.Ordinal))], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var figure) ? figure : -1;

    public static Dosage Parse(string text) => new Reader(DosageWords.Split(text)).Read();

    private sealed class Reader(List<string> words)
    {
        private readonly SortedSet<string> strengths = new(StringComparer.Ordinal);
        private readonly DosageForm form = DosageWords.FormOf(words);
        private int? count;
        private decimal? volume;
        private decimal? ampoule;
        private decimal? grams;
        private int? doses;

        public Dosage Read()
        {
            for (var i = 0; i < words.Count; i++)
            {
                if (Number(i) is { } number)
                    i = Measure(number, i);
                else if (words[i] == "x" && Number(i - 1) is null)
                    count = Pieces(i + 1) ?? count;
            }

            return new([.. strengths], form, DosageWords.ReleaseOf(words), count, volume ?? ampoule, grams, doses);
        }

        /// <summary>"650 tab (paracetamol 650 mg)" tells its strength twice; no pack is that large.</summary>
        private bool IsStrengthElsewhere(int pieces, int at) =>
            Enumerable.Range(0, words.Count).Any(i => i != at && Number(i) == pieces && Word(i + 1) is "mg");

        /// <summary>Reads what the number at <paramref name="i"/> measures; returns the last word that belongs to it.</summary>
        private int Measure(decimal number, int i)
        {
            switch (Word(i + 1))
            {
                case "mg" or "mcg" or "g" or "gm" or "gms" or "iu" or "ku" or "lac" or "units":
                    return Strength(number, i);
                case "%":
                    strengths.Add($"{number:0.#####}%");
                    break;
                case "ml":
                    volume = number;
                    break;
                case "s" or "t" or "tab" or "tabs" or "tablet" or "tablets" or "cap" or "caps" or "capsule" or "capsules":
                    count = Whole(number) is { } pieces && !(pieces > LargestPack && IsStrengthElsewhere(pieces, i)) ? pieces : count;
                    break;
                case "strip" or "strips" or "pack" or "packs" or "box" when Word(i + 2) is "of" && Pieces(i + 3) is { } each:
                    count = Product(number, each) ?? count;
                    return i + 3;
                case "dose" or "doses" or "mdi" or "md":
                    doses = number is > 1 and <= MostPieces ? (int)number : doses;
                    break;
                case "x":
                    return Times(number, i);
                // "500/125 mg": both parts of a combination have the unit behind them.
                case "/" when Number(i + 2) is not null && Word(i + 3) is "mg" or "mcg" or "g":
                    strengths.Add(Amount(number, Word(i + 3)));
                    return i + 1;
                default:
                    if (Word(i - 1) is "of" && Word(i - 2) is "strip" or "pack" or "box")
                        count = Whole(number) ?? count;
                    break;
            }

            return i;
        }

        /// <summary>"2 x 10", "1*10's", "2 x 500 mg", "3 x 2 ml"; but "1 x 5 days" says how long it is taken.</summary>
        private int Times(decimal number, int i)
        {
            if (Number(i + 2) is not { } each)
                return i + 1;
            switch (Word(i + 3))
            {
                case "day" or "days" or "week" or "weeks" or "month" or "months":
                    return i + 3;
                case "ml":
                    volume = number * each;
                    return i + 3;
                case "mg" or "mcg" or "g" or "gm" or "gms" or "iu" or "units":
                    count = Whole(number) ?? count;
                    return i + 1;
                case "x" when Number(i + 4) is { } inner && Product(number, each) is { } outer:
                    count = Product(outer, inner) ?? count;
                    return i + 4;
                default:
                    count = Product(number, each) ?? count;
                    return i + 2;
            }
        }

        private int Strength(decimal number, int i)
        {
            var unit = Word(i + 1);
            if (Word(i + 2) == "/")
            {
                var (each, last) = Number(i + 3) is { } ml && Word(i + 4) == "ml" ? (ml, i + 4) : Word(i + 3) == "ml" ? (1m, i + 3) : (0m, i);
                if (each > 0)
                {
                    strengths.Add(Amount(number / each, unit) + "/ml");
                    if (each > 1 && form is DosageForm.Injection or DosageForm.Nebuliser)
                        ampoule = each;
                    return last;
                }

                if (Word(i + 3) == "dose")
                {
                    strengths.Add(Amount(number, unit));
                    return i + 3;
                }
            }

            if (unit is "g" or "gm" or "gms" && form is DosageForm.Ointment or DosageForm.Cream or DosageForm.Gel)
                grams = number;
            else
                strengths.Add(Amount(number, unit));
            return i;
        }

        private string Word(int i) => i >= 0 && i < words.Count ? words[i] : "";

        private decimal? Number(int i) =>
            decimal.TryParse(Word(i), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= 100_000_000 ? number : null;

        /// <summary>A pack of more than one; "x 5 days" is none.</summary>
        private int? Pieces(int i) =>
            Number(i) is { } number && number > 1 && Word(i + 1) is not ("day" or "days" or "week" or "weeks" or "month" or "months" or "mg" or "ml" or "g") ? Whole(number) : null;

        private static int? Whole(decimal number) => number == decimal.Truncate(number) && number is > 0 and <= MostPieces ? (int)number : null;

        private static int? Product(decimal left, decimal right) => Whole(left) is { } one && Whole(right) is { } other ? Whole((decimal)one * other) : null;

        private static string Amount(decimal number, string unit) => unit switch
        {
            "g" or "gm" or "gms" => $"{number * 1000m:0.#####}mg",
            "mcg" => $"{number / 1000m:0.#####}mg",
            "lac" => $"{number * 100_000m:0.#####}iu",
            "units" => $"{number:0.#####}iu",
            _ => $"{number:0.#####}{unit}",
        };
    }
}

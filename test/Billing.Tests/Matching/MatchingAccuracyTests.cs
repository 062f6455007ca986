using MediAgents.Billing.Matching;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Tests.Matching;

/// <summary>
/// Official names perturbed as hospitals write them, with a fixed seed. An item whose remaining words fit another row as well is
/// undecidable and left out. The baseline is a plain character-trigram TF-IDF index over the same names.
/// </summary>
public sealed class MatchingAccuracyTests
{
    private static readonly (string Long, string Short)[] Abbreviations =
    [
        ("ultrasound", "usg"), ("with contrast", "contrast enhanced"), ("without contrast", "plain"), ("laparoscopic", "lap"),
        ("bilateral", "b/l"), ("unilateral", "u/l"), ("haemoglobin", "hb"), ("x ray", "x-ray"), ("echocardiography", "echo"),
        ("electrocardiogram", "ecg"), ("replacement", "repl"), ("abdomen", "abd"), ("operation", "op"), ("scan", ""), ("serum", "s."),
        ("excision", "exc"), ("fracture", "fract"), ("reconstruction", "recon"), ("kidney function test", "rft"), ("total", "tot"),
    ];

    [Fact]
    public void What_is_taken_is_right_and_errors_stay_well_below_the_plain_trigram_index()
    {
        var rates = RateBook.Shipped.Cghs.Rates;
        var index = RateBook.Shipped.Cghs.Index;
        var words = rates.Select(rate => Words(rate.Name)).ToArray();
        var baseline = new TrigramIndex([.. rates.Select(rate => string.Join(' ', rate.Name.ToLowerInvariant().Split(' ')))]);
        int items = 0, baselineErrors = 0, errors = 0, taken = 0, wrong = 0;
        var random = new Random(20251013);
        for (var item = 0; item < 3 * rates.Count; item++)
        {
            var i = item % rates.Count;
            var wording = Perturb(rates[i].Name, random);
            if (!Decidable(Words(wording), i, words))
                continue;
            items++;
            var scores = new float[rates.Count];
            baseline.Score(wording.ToLowerInvariant(), scores);
            baselineErrors += Array.IndexOf(scores, scores.Max()) == i ? 0 : 1;
            var match = index.Match(wording);
            errors += match.Best == rates[i] ? 0 : 1;
            if (match.Outcome != MatchOutcome.Matched)
                continue;
            taken++;
            wrong += match.Best == rates[i] ? 0 : 1;
        }

        items.ShouldBeGreaterThan(4000);
        (errors * 10).ShouldBeLessThanOrEqualTo(baselineErrors * 6, $"{errors} errors, the baseline {baselineErrors}, of {items}");
        taken.ShouldBeGreaterThan(items * 85 / 100);
        (1 - ((double)wrong / taken)).ShouldBeGreaterThanOrEqualTo(0.995);
    }

    private static HashSet<string> Words(string text) =>
        [.. text.ToLowerInvariant().Split([' ', '/', ',', '(', ')', '-', '.'], StringSplitOptions.RemoveEmptyEntries)];

    private static bool Decidable(HashSet<string> wording, int own, HashSet<string>[] rows)
    {
        var mine = wording.Count(rows[own].Contains);
        for (var i = 0; i < rows.Length; i++)
        {
            if (i != own && wording.Count(rows[i].Contains) >= mine)
                return false;
        }

        return mine > 0;
    }

    private static string Perturb(string name, Random random)
    {
        var text = name.ToLowerInvariant();
        foreach (var (whole, shortened) in Abbreviations)
        {
            if (random.Next(2) == 0)
                text = text.Replace(whole, shortened, StringComparison.Ordinal);
        }

        var words = text.Split([' ', '/', ',', '(', ')'], StringSplitOptions.RemoveEmptyEntries).ToList();
        for (var step = random.Next(1, 4); step > 0 && words.Count > 0; step--)
        {
            var at = random.Next(words.Count);
            switch (random.Next(3))
            {
                case 0 when words.Count > 2:
                    words.RemoveAt(at);
                    break;
                case 1 when words[at].Length > 4:
                    words[at] = words[at].Remove(random.Next(1, words[at].Length - 1), 1);
                    break;
                default:
                    (words[0], words[at]) = (words[at], words[0]);
                    break;
            }
        }

        return string.Join(' ', words);
    }
}

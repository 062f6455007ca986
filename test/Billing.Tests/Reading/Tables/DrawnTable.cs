using System.Globalization;

namespace MediAgents.Billing.Tests.Reading.Tables;

/// <summary>A bill's table drawn from a seed: columns in any order and alignment under headings that are no words of any language.</summary>
internal sealed class DrawnTable
{
    private static readonly string[] Alphabets = ["bdfglmnprstvz", "कखगघचछजझटठडढ", "কখগঘচছজঝটঠডঢ", "கஙசஞடணதநபமயர"];

    private static readonly string[] Kinds = ["serial", "date", "words", "quantity", "rate", "amount"];

    private readonly Random random;
    private readonly List<string> kinds;
    private readonly string unit;
    private readonly Dictionary<string, int> widths = [];
    private readonly Dictionary<string, int> alignments = [];

    /// <param name="seed">What is drawn.</param>
    /// <param name="hasUnits">Whether quantities are followed by a word, with a blank or without.</param>
    public DrawnTable(int seed, bool hasUnits = false)
    {
        random = new Random(seed);
        unit = hasUnits ? (random.Next(2) == 0 ? " " : "") + Words(1)[..3] : "";
        kinds = [.. Kinds.Where(kind => kind is not ("serial" or "date") || random.Next(3) > 0)];
        // A number that counts the rows stands first; all else stands anywhere.
        kinds = [.. kinds.Where(kind => kind == "serial"), .. kinds.Where(kind => kind != "serial").OrderBy(_ => random.Next())];
        foreach (var kind in kinds)
        {
            widths[kind] = (kind == "words" ? 24 : 11) + random.Next(6);
            alignments[kind] = kind == "words" ? 0 : random.Next(3);
        }

        for (var i = 0; i < random.Next(5, 14); i++)
        {
            var (quantity, rate) = (random.Next(1, 9), random.Next(2_000, 90_000) / 100m);
            Rows.Add((Words(2), quantity, rate, quantity * rate));
        }
    }

    public List<(string Words, int Quantity, decimal Rate, decimal Amount)> Rows { get; } = [];

    public decimal Total => Rows.Sum(row => row.Amount);

    /// <summary>A word that nobody wrote before.</summary>
    public string Words(int count)
    {
        var letters = Alphabets[random.Next(Alphabets.Length)];
        return string.Join(' ', Enumerable.Range(0, count).Select(_ => string.Concat(Enumerable.Range(0, random.Next(4, 8)).Select(_ => letters[random.Next(letters.Length)]))));
    }

    public string Head() => Line(_ => Words(1));

    public string Row(int at) => Line(kind => kind switch
    {
        "serial" => $"{at + 1}",
        "date" => new DateOnly(2026, 3, 1).AddDays(at / 2).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
        "words" => Rows[at].Words,
        "quantity" => $"{Rows[at].Quantity}{unit}",
        "rate" => $"{Rows[at].Rate:0.00}",
        _ => $"{Rows[at].Amount:0.00}",
    });

    /// <summary>A row of a label and an amount under the amounts.</summary>
    public string Sum(decimal amount)
    {
        var cells = kinds.TakeWhile(kind => kind != "amount").Sum(kind => widths[kind] + 2);
        var label = Words(2);
        return cells >= label.Length + 2
            ? label.PadRight(cells) + Aligned("amount", $"{amount:0.00}")
            : label + "  " + $"{amount:0.00}";
    }

    /// <summary>Whether the amounts stand far enough right for a label before them.</summary>
    public bool HasRoomForLabels => kinds.TakeWhile(kind => kind != "amount").Sum(kind => widths[kind] + 2) >= 20;

    private string Line(Func<string, string> cell) => string.Join("  ", kinds.Select(kind => Aligned(kind, cell(kind)))).TrimEnd();

    private string Aligned(string kind, string text) => alignments[kind] switch
    {
        0 => text.PadRight(widths[kind]),
        1 => text.PadLeft(widths[kind]),
        _ => text.PadLeft((widths[kind] + text.Length) / 2).PadRight(widths[kind]),
    };
}

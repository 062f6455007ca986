using System.Text.Json;
using MediAgents.Billing.Audit;
using MediAgents.Evaluation.Datasets;
using MediAgents.Primitives;

namespace MediAgents.Evaluation.Bills.Sets;

/// <summary>What is known of a bill beyond its pages, in the words of the command's options.</summary>
public sealed record ExpectedOptions
{
    public string? InsuranceType { get; init; }

    public string? CityTier { get; init; }

    public bool? Nabh { get; init; }

    public bool? SuperSpeciality { get; init; }

    public string? Ward { get; init; }

    public DateOnly? ServiceDate { get; init; }

    public string? Language { get; init; }
}

/// <summary>A charge as a careful reader reads it; money is INR, null is what the bill does not print.</summary>
public sealed record ExpectedLine(int Line, DateOnly? Date, string? Code, string Description, decimal? Quantity, decimal? RateInr, decimal AmountInr);

/// <summary>What a correct auditor says. A finding without lines is about the whole bill.</summary>
/// <param name="Kind">The finding's kind.</param>
/// <param name="Lines">The lines it rests on.</param>
/// <param name="AmountInr">The most it may dispute, INR.</param>
/// <param name="Planted">Which fault of the generator it is, for reports; absent in hand-made files.</param>
public sealed record ExpectedFinding(FindingKind Kind, IReadOnlyList<int> Lines, decimal AmountInr, string? Planted = null);

public sealed record ExpectedTotals(decimal ClaimedInr);

/// <summary>The file beside a bill that says what is on it and what is wrong with it (contract.md, Evaluation files).</summary>
public sealed record ExpectedBill
{
    public ExpectedOptions Options { get; init; } = new();

    /// <summary>The language the bill is written in; absent where nobody said.</summary>
    public string? Language { get; init; }

    /// <summary>The day on which the bill is audited; absent: today.</summary>
    public DateOnly? Today { get; init; }

    public IReadOnlyList<ExpectedLine> Lines { get; init; } = [];

    public IReadOnlyList<ExpectedFinding> Findings { get; init; } = [];

    /// <summary>Findings that the rules leave open: neither right nor wrong.</summary>
    public IReadOnlyList<ExpectedFinding> Tolerated { get; init; } = [];

    public ExpectedTotals? Totals { get; init; }

    /// <exception cref="DatasetException">The file cannot be read or names what does not exist.</exception>
    public static ExpectedBill Read(string path)
    {
        ExpectedBill? bill;
        try
        {
            bill = JsonSerializer.Deserialize<ExpectedBill>(File.ReadAllBytes(path), WireJson.Options);
        }
        catch (JsonException broken)
        {
            throw new DatasetException(Path.GetFileName(path), (broken.LineNumber ?? -1) + 1, broken.Path ?? "$", "is not what is expected of a bill.");
        }

        if (bill is null)
            throw new DatasetException(Path.GetFileName(path), 0, "$", "is empty.");
        bill.Check(Path.GetFileName(path));
        return bill;
    }

    public void Write(string path) => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(this, WireJson.Options));

    /// <summary>The options as the audit takes them.</summary>
    public AuditOptions AuditOptions() => new()
    {
        InsuranceType = AuditWords.InsuranceTypeOf(Options.InsuranceType),
        CityTier = AuditWords.CityTierOf(Options.CityTier),
        Nabh = Options.Nabh,
        SuperSpeciality = Options.SuperSpeciality,
        Ward = AuditWords.WardOf(Options.Ward),
        ServiceDate = Options.ServiceDate,
        Language = Options.Language,
        Clock = Today is { } day ? new FixedDay(day) : TimeProvider.System,
    };

    private void Check(string file)
    {
        Known(file, "options.insurance_type", Options.InsuranceType, AuditWords.InsuranceTypes);
        Known(file, "options.city_tier", Options.CityTier, AuditWords.CityTiers);
        Known(file, "options.ward", Options.Ward, AuditWords.WardTypes);
        Known(file, "options.language", Options.Language, AuditWords.Languages);
        for (var i = 0; i < Lines.Count; i++)
        {
            if (Lines[i].Line != i + 1)
                throw new DatasetException(file, 0, $"lines[{i}].line", $"is {Lines[i].Line}; lines count from 1 in the order of the bill.");
        }

        foreach (var number in Findings.Concat(Tolerated).SelectMany(finding => finding.Lines))
        {
            if (number < 1 || number > Lines.Count)
                throw new DatasetException(file, 0, "findings[].lines", $"names line {number}, which the bill does not have.");
        }
    }

    private static void Known(string file, string field, string? word, IReadOnlyCollection<string> words)
    {
        if (word is not null && !words.Contains(word, StringComparer.OrdinalIgnoreCase))
            throw new DatasetException(file, 0, field, $"is one of {string.Join(", ", words)}, not '{word}'.");
    }
}

/// <summary>A clock that stands at noon, India, of one day.</summary>
internal sealed class FixedDay(DateOnly day) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.FromMinutes(330)).ToUniversalTime();
}

using MediAgents.Billing.Audit;
using MediAgents.Evaluation.Bills.Sets;

namespace MediAgents.Evaluation.Bills.Making;

/// <summary>A charge before it is printed.</summary>
internal sealed class DraftLine
{
    public ServiceWording? Service { get; init; }

    public MedicineWording? Medicine { get; init; }

    public required string Section { get; set; }

    public required string Description { get; set; }

    public DateOnly? Date { get; set; }

    public decimal Quantity { get; set; } = 1;

    /// <summary>INR a unit, before any discount.</summary>
    public decimal Rate { get; set; }

    /// <summary>A discount on the line, in percent.</summary>
    public decimal DiscountPercent { get; set; }

    /// <summary>What is printed beyond quantity times rate less discount, INR: a fault.</summary>
    public decimal Error { get; set; }

    public string Batch { get; init; } = "";

    public string Expiry { get; init; } = "";

    /// <summary>Whether the bill says how much one unit of a medicine holds.</summary>
    public bool SaysPack { get; init; }

    /// <summary>A second charge for what another line bills already; its price is no matter of its own.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>A day that cannot be, so that no table holds for it.</summary>
    public bool HasImpossibleDate { get; set; }

    /// <summary>Whether the fault of the line is chosen, so that no other is planted on it.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Its place in the bill, from 1.</summary>
    public int Number { get; set; }

    public decimal Discount => Money(Quantity * Rate * DiscountPercent / 100);

    public decimal Amount => Money(Quantity * Rate) - Discount + Error;

    public static decimal Money(decimal amount) => decimal.Round(amount, 2, MidpointRounding.AwayFromZero);
}

/// <summary>A tax as printed: <paramref name="Base"/> is printed where it is known, INR.</summary>
internal sealed record DraftTax(string Label, decimal Percent, decimal? Base, decimal Amount);

/// <summary>A fault and what a correct auditor says to it.</summary>
internal sealed record Plant(FindingKind Kind, string Name, IReadOnlyList<DraftLine> Lines, decimal Amount);

/// <summary>A bill before it is printed.</summary>
internal sealed class DraftBill
{
    public required string Id { get; init; }

    public required string Language { get; init; }

    public required BillLayout Layout { get; init; }

    public required BillWords Words { get; init; }

    public required ExpectedOptions Options { get; init; }

    public required DateOnly Admitted { get; init; }

    public required DateOnly Discharged { get; init; }

    /// <summary>Whether the patient stayed, so that the bill prints admission and discharge.</summary>
    public required bool Stayed { get; init; }

    public required BillHabits Habits { get; init; }

    public required string Hospital { get; init; }

    public required string Patient { get; init; }

    public required string Doctor { get; init; }

    public required string Number { get; init; }

    public required string PatientId { get; init; }

    public List<DraftLine> Lines { get; } = [];

    public List<Plant> Plants { get; } = [];

    /// <summary>What the printed sub-total of a section is beyond its charges, INR.</summary>
    public Dictionary<string, decimal> SubtotalErrors { get; } = new(StringComparer.Ordinal);

    public decimal TotalError { get; set; }

    public List<DraftTax> Taxes { get; } = [];

    /// <summary>On the whole bill, INR.</summary>
    public decimal Discount { get; set; }

    public decimal Advance { get; set; }

    public decimal Charges => Lines.Sum(line => line.Amount);

    public decimal Total => Charges + SubtotalErrors.Values.Sum() - Discount + Taxes.Sum(tax => tax.Amount) + TotalError;

    /// <summary>The part of each charge that the discount on the bill gives back, 0 to 1.</summary>
    public decimal DiscountShare => Charges == 0 ? 0 : Discount / Charges;

    public bool IsMedicineTable(DraftLine line) => Layout.Annexure && line.Medicine is not null;
}

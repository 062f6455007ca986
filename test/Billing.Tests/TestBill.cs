using System.Globalization;
using System.Text;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Rates;
using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Tests;

/// <summary>Writes bills of an invented hospital, with the total that their lines give unless told otherwise.</summary>
internal sealed class TestBill
{
    public const string Day = "03/11/2025";

    private readonly StringBuilder rows = new();
    private readonly List<string> head = ["Patient Name: Asha Verma"];
    private readonly List<string> foot = [];
    private decimal sum;
    private string? total;

    public static AuditOptions Cghs { get; } = new()
    {
        InsuranceType = InsuranceType.Cghs,
        CityTier = CityTier.I,
        Nabh = true,
        SuperSpeciality = false,
        Ward = Ward.SemiPrivate,
        Clock = new FixedClock(),
    };

    public static AuditOptions Private { get; } = Cghs with { InsuranceType = InsuranceType.Private };

    public TestBill Head(string line)
    {
        head.Add(line);
        return this;
    }

    public TestBill Stay(string admitted, string discharged) => Head($"Date of Admission: {admitted}   Date of Discharge: {discharged}");

    public TestBill Line(string description, decimal quantity, decimal rate, string date = Day, decimal? amount = null)
    {
        var billed = amount ?? quantity * rate;
        rows.AppendLine(CultureInfo.InvariantCulture, $"| {date} | {description} | {quantity} | {rate:F2} | {billed:F2} |");
        sum += billed;
        return this;
    }

    public TestBill Foot(string label, decimal amount, decimal toTotal = 0)
    {
        foot.Add(string.Create(CultureInfo.InvariantCulture, $"| | {label} | | | {amount:F2} |"));
        sum += toTotal;
        return this;
    }

    public TestBill Total(decimal total)
    {
        this.total = total.ToString("F2", CultureInfo.InvariantCulture);
        return this;
    }

    public string Text() => string.Join('\n', head) + "\n\n| Date | Description | Qty | Rate | Amount |\n" + rows
        + string.Concat(foot.Select(line => line + "\n"))
        + $"| | Grand Total | | | {total ?? sum.ToString("F2", CultureInfo.InvariantCulture)} |\n";

    public AuditResult Audit(AuditOptions? options = null) => BillAudit.Audit(new BillText(Text()), options ?? Cghs);

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2025, 12, 1, 6, 0, 0, TimeSpan.Zero);
    }
}

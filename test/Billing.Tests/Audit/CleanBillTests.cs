using System.Diagnostics;
using System.Globalization;
using System.Text;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Rates;
using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Tests.Audit;

public sealed class CleanBillTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(7)]
    public void Two_hundred_lines_at_the_tariff_give_no_finding(int start)
    {
        foreach (var insurance in Enum.GetValues<InsuranceType>().Where(type => type is not (InsuranceType.Esi or InsuranceType.Pmjay)))
        {
            var result = BillAudit.Audit(Bill(start), TestBill.Cghs with { InsuranceType = insurance });

            result.LineItems.Count.ShouldBe(200);
            result.Findings.ShouldBeEmpty();
            result.Verdict.ShouldBe(Verdict.Clean);
            result.Totals.DisputedInr.ShouldBe(0);
        }
    }

    [Theory]
    [InlineData(CityTier.II, CghsColumn.NonNabh, Ward.General)]
    [InlineData(CityTier.III, CghsColumn.SuperSpeciality, Ward.Private)]
    public void The_whole_tariff_at_its_own_rates_gives_no_finding(CityTier tier, CghsColumn column, Ward ward)
    {
        var options = TestBill.Cghs with { CityTier = tier, Nabh = column != CghsColumn.NonNabh, SuperSpeciality = column == CghsColumn.SuperSpeciality, Ward = ward };
        foreach (var rates in RateBook.Shipped.Cghs.Rates.Chunk(200))
        {
            var bill = new TestBill();
            // A panel and a test of it on one day would be asked about.
            foreach (var (i, rate) in rates.Index())
                bill.Line(rate.Name, 1, CghsTariff.Applicable(rate, tier, options.Nabh, options.SuperSpeciality, ward).High, $"{1 + (i % 28):00}/11/2025");

            bill.Audit(options).Findings.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Every_line_over_the_tariff_is_found_in_two_hundred()
    {
        var result = BillAudit.Audit(Bill(1, factor: 1.5m), TestBill.Cghs);

        result.Findings.ShouldAllBe(finding => finding.Kind == FindingKind.Overcharge);
        result.Findings.Count.ShouldBeGreaterThanOrEqualTo(190);
    }

    [Fact]
    public void A_two_hundred_line_bill_stays_far_from_a_second_even_unoptimised_on_a_busy_machine()
    {
        var bill = Bill(2);
        BillAudit.Warm();
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < 8; round++)
        {
            var started = Stopwatch.GetTimestamp();
            BillAudit.Audit(bill, TestBill.Cghs);
            var took = Stopwatch.GetElapsedTime(started);
            best = took < best ? took : best;
        }

        best.TotalMilliseconds.ShouldBeLessThan(1000);
    }

    /// <summary>Every ninth row of the list, as pdftotext lays out a table.</summary>
    private static BillText Bill(int start, decimal factor = 1)
    {
        var text = new StringBuilder("Sunrise Hospital\nPatient Name: Kiran Rao\nDate of Admission: 01/11/2025  Date of Discharge: 12/11/2025\n\n");
        text.AppendLine(CultureInfo.InvariantCulture, $"{"S.No",-6}{"Date",-12}{"Description",-330}{"Qty",5}{"Rate",14}{"Amount",14}");
        var total = 0m;
        for (var i = 0; i < 200; i++)
        {
            var rate = RateBook.Shipped.Cghs.Rates[(start + (i * 9)) % RateBook.Shipped.Cghs.Rates.Count];
            var price = rate[CityTier.I, CghsColumn.Nabh] * factor;
            total += price;
            text.AppendLine(CultureInfo.InvariantCulture, $"{i + 1,-6}{"03/11/2025",-12}{rate.Name,-330}{1,5}{price,14:F2}{price,14:F2}");
        }

        return new(text.AppendLine(CultureInfo.InvariantCulture, $"{"",-300}Grand Total {total:F2}").ToString());
    }
}

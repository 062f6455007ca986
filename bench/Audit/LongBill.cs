using System.Globalization;
using System.Text;
using MediAgents.Billing.Rates;

namespace MediAgents.Bench.Audit;

/// <summary>A bill of 200 lines drawn from the shipped CGHS table with a fixed seed; every tenth line is overcharged.</summary>
internal static class LongBill
{
    private const int Lines = 200;
    private const int Seed = 20261120;

    public static string Text()
    {
        var random = new Random(Seed);
        var rates = RateBook.Shipped.Cghs.Rates.Where(rate => rate.Name.Length < 60).ToList();
        var bill = new StringBuilder("NEEM TREE HOSPITAL, New Delhi\nBill No: 200    Date: 14/10/2026\n\nSl   Date        Description  Qty  Rate  Amount\n");
        var total = 0m;
        for (var line = 1; line <= Lines; line++)
        {
            var rate = rates[random.Next(rates.Count)];
            var price = CghsTariff.Applicable(rate, CityTier.I, nabh: true, superSpeciality: false, Ward.SemiPrivate).High * (line % 10 == 0 ? 1.5m : 1m);
            total += price;
            bill.Append(CultureInfo.InvariantCulture, $"{line,-4} {1 + line % 28:00}/10/2026  {rate.Name,-62} 1  {price,12:N2}  {price,12:N2}\n");
        }

        return bill.Append(CultureInfo.InvariantCulture, $"\n{"Total",-80}{total,26:N2}\n").ToString();
    }
}

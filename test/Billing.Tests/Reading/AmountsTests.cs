using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Tests.Reading;

public sealed class AmountsTests
{
    [Theory]
    [InlineData("1,25,000.00", "125000")]
    [InlineData("125,000.00", "125000")]
    [InlineData("Rs. 500/-", "500")]
    [InlineData("Rs.1,200.50", "1200.50")]
    [InlineData("INR 1200", "1200")]
    [InlineData("₹ 1,00,00,000", "10000000")]
    [InlineData("₹45.5", "45.5")]
    [InlineData("(250.00)", "-250")]
    [InlineData("-250.00", "-250")]
    [InlineData("250.00Cr", "-250")]
    [InlineData("१२५", "125")]
    public void Indian_amounts_are_read(string text, string expected)
    {
        Amounts.TryParse(text, out var amount).ShouldBeTrue();
        amount.ShouldBe(decimal.Parse(expected, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("LB012")]
    [InlineData("1,2")]
    [InlineData("12,34")]
    [InlineData("1.2.3")]
    [InlineData("5%")]
    [InlineData("13/10/2025")]
    [InlineData("1e30")]
    [InlineData("10mg")]
    [InlineData("99999999999999999999999999999999")]
    public void What_is_no_amount_is_refused(string text) => Amounts.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("1e30", true)]
    [InlineData("99999999999999999999999999999999", true)]
    [InlineData("500.00", false)]
    [InlineData("CBC", false)]
    public void A_figure_too_large_for_money_is_told_from_a_word(string text, bool beyond) =>
        Amounts.IsBeyondRange(text).ShouldBe(beyond);

    [Fact]
    public void Every_amount_survives_printing_with_indian_and_western_groups()
    {
        var amounts = Gen.Choose(0, 2_000_000_000).Select(paise => paise / 100m).ToArbitrary();
        Prop.ForAll(amounts, amount =>
            Amounts.TryParse($"Rs. {Indian(amount)}", out var indian) && indian == amount
            && Amounts.TryParse(amount.ToString("N2", CultureInfo.InvariantCulture), out var western) && western == amount
            && Amounts.TryParse($"({Indian(amount)})", out var credit) && credit == -amount).QuickCheckThrowOnFailure();
    }

    private static string Indian(decimal amount)
    {
        var text = amount.ToString("F2", CultureInfo.InvariantCulture);
        var whole = text[..^3];
        var grouped = whole.Length <= 3 ? whole : whole[^3..];
        for (var rest = whole.Length <= 3 ? "" : whole[..^3]; rest.Length > 0; rest = rest.Length <= 2 ? "" : rest[..^2])
            grouped = $"{(rest.Length <= 2 ? rest : rest[^2..])},{grouped}";
        return grouped + text[^3..];
    }
}

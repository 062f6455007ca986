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
    [InlineData("१,२५,०००.००", "125000")]
    [InlineData("1,২5,०००.00", "125000")]
    [InlineData("रु. ५००/-", "500")]
    [InlineData("रु॰५००", "500")]
    [InlineData("₹५००.५०", "500.50")]
    [InlineData("৫০০ টাকা", "500")]
    [InlineData("টাকা ১,২৫০.০০", "1250")]
    [InlineData("ரூ.௫௦௦", "500")]
    [InlineData("ரூ. 1,25,000", "125000")]
    [InlineData("500 ரூபாய்", "500")]
    [InlineData("Rs. (250.00)", "-250")]
    [InlineData("(Rs. 250.00)", "-250")]
    [InlineData("- ₹ 250", "-250")]
    [InlineData("250.00 Cr.", "-250")]
    [InlineData("500 /-", "500")]
    [InlineData("Rs. 500/- only", "500")]
    [InlineData("500.", "500")]
    [InlineData("125,000,000", "125000000")]
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
    [InlineData("1,234,56,789")]
    [InlineData("300,00")]
    [InlineData("1.200.00")]
    [InlineData(",250.00")]
    [InlineData("500.00-")]
    [InlineData("3O0.00")]
    [InlineData("৳500")]
    [InlineData("ரூ.")]
    [InlineData("৫০০ টাকা ২")]
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

    [Fact]
    public void Every_amount_survives_the_digits_marks_and_signs_of_every_language()
    {
        var amounts = Gen.Choose(0, 2_000_000_000).Select(paise => paise / 100m);
        var zeros = Gen.Elements('0', '०', '০', '௦');
        var marks = Gen.Elements("{0}", "₹{0}", "Rs. {0}/-", "INR {0}", "रु. {0}", "{0} रुपये", "টাকা {0}", "{0} টাকা", "ரூ.{0}", "{0} ரூபாய்");
        var signs = Gen.Elements((1, "{0}"), (-1, "({0})"), (-1, "-{0}"), (-1, "{0} Cr"));
        var cases = amounts.Zip(zeros).Zip(marks.Zip(signs)).ToArbitrary();
        Prop.ForAll(cases, item =>
        {
            var ((amount, zero), (mark, (sign, frame))) = item;
            var text = string.Format(CultureInfo.InvariantCulture, frame, string.Format(CultureInfo.InvariantCulture, mark, In(zero, Indian(amount))));
            return Amounts.TryParse(text, out var read) && read == sign * amount;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Digits_of_two_scripts_in_one_number_are_read()
    {
        var cases = Gen.Choose(0, 2_000_000_000).Select(paise => paise / 100m).Zip(Gen.Elements('०', '০', '௦').ListOf(16)).ToArbitrary();
        Prop.ForAll(cases, item =>
        {
            var at = 0;
            var text = string.Concat(Indian(item.Item1).Select(c => char.IsAsciiDigit(c) && at++ % 2 == 0 ? (char)(item.Item2[at % 16] + c - '0') : c));
            return Amounts.TryParse(text, out var read) && read == item.Item1;
        }).QuickCheckThrowOnFailure();
    }

    private static string In(char zero, string text) => string.Concat(text.Select(c => char.IsAsciiDigit(c) ? (char)(zero + c - '0') : c));

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

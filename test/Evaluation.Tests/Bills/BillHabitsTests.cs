using MediAgents.Evaluation.Bills.Making;

namespace MediAgents.Evaluation.Tests.Bills;

public sealed class BillHabitsTests
{
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    [Theory]
    [InlineData("indian", '0', "1,25,000.50", "950.00", "12,34,56,789.00")]
    [InlineData("plain", '0', "125000.50", "950.00", "123456789.00")]
    [InlineData("short", '0', "1,25,000.50", "950", "12,34,56,789")]
    [InlineData("slash", '0', "1,25,000.50", "950/-", "12,34,56,789/-")]
    [InlineData("indian", '\u0966', "१,२५,०००.५०", "९५०.००", "१२,३४,५६,७८९.००")]
    public void Amounts_are_written_as_the_bill_writes_them(string style, char zero, string first, string second, string third)
    {
        var habits = new BillHabits("dd/MM/yyyy", style, zero, false, Months);

        new[] { 125000.5m, 950, 123456789 }.Select(habits.Amount).ShouldBe([first, second, third]);
    }

    [Theory]
    [InlineData("dd/MM/yy", "05/01/26")]
    [InlineData("d MMM yyyy", "5 জানু 2026")]
    [InlineData("dd.MM.yyyy", "05.01.2026")]
    public void Days_are_written_with_the_bills_own_months(string format, string written)
    {
        var habits = new BillHabits(format, "plain", '0', false, ["জানু", .. Months[1..]]);

        habits.Date(new DateOnly(2026, 1, 5)).ShouldBe(written);
    }
}

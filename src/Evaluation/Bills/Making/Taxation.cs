using MediAgents.Billing.Audit;

namespace MediAgents.Evaluation.Bills.Making;

/// <summary>The taxes printed below the charges: the two halves of the goods and services tax on medicines, or one tax on all.</summary>
internal sealed class Taxation(DraftBill bill, Chance chance)
{
    private decimal Medicines => bill.Lines.Where(line => line.Medicine is not null).Sum(line => line.Amount);

    public void AddRight() => AddHalves(0);

    /// <summary>A tax that contradicts itself.</summary>
    public void AddWrong()
    {
        if (Medicines > 0 && chance.Of(0.5))
        {
            var more = chance.Between(40, 600);
            AddHalves(more);
            bill.Plants.Add(new(FindingKind.Tax, "tax.halves", [], more));
            return;
        }

        const decimal percent = 5;
        var right = DraftLine.Money(bill.Charges * percent / 100);
        var wrong = DraftLine.Money(right * chance.One<decimal>([1.6m, 1.8m, 2.4m]));
        bill.Taxes.Add(new("gst", percent, null, wrong));
        bill.Plants.Add(new(FindingKind.Tax, "tax.amount", [], wrong - right));
    }

    private void AddHalves(decimal more)
    {
        const decimal half = 2.5m;
        var amount = DraftLine.Money(Medicines * half / 100);
        if (amount == 0)
            return;
        bill.Taxes.Add(new("cgst", half, Medicines, amount));
        bill.Taxes.Add(new("sgst", half, Medicines, amount + more));
    }
}

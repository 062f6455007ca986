using System.Globalization;
using MediAgents.Evaluation.Bills.Making;

namespace MediAgents.Evaluation.Bills.Printing;

/// <summary>Lays a bill out as pages of rows, with headings, sub-totals and carried totals as its layout has them.</summary>
internal sealed class BillPages(DraftBill bill)
{
    /// <summary>Rows that the head of a first page and the space below the last row take.</summary>
    private const double FirstHead = 4;

    private const double Heading = 1.3;

    private readonly List<List<View>> pages = [[]];

    private double free = bill.Layout.Rows - FirstHead;
    private decimal carried;

    private BillHabits Habits => bill.Habits;

    private IReadOnlyDictionary<string, string> Words => bill.Words.Labels;

    public View Render()
    {
        var charges = bill.Lines.Where(line => !bill.IsMedicineTable(line)).ToList();
        var medicines = bill.Lines.Where(bill.IsMedicineTable).ToList();
        if (bill.Layout.Sections)
            PutSections(charges);
        else
            PutLines(charges);
        if (medicines.Count > 0)
            Put(Row(Words["as_annexure"], medicines.Sum(line => line.Amount)), 1);
        var totals = Totals();
        if (free < totals.Count + 2)
            Break();
        var main = pages.Count;
        if (medicines.Count > 0)
        {
            pages.Add([]);
            free = bill.Layout.Rows;
            PutLines(medicines);
            Put(Sum(Words["annexure_total"], medicines.Sum(line => line.Amount)), 1.2);
        }

        return Whole(totals, main);
    }

    private void PutSections(List<DraftLine> charges)
    {
        foreach (var section in charges.GroupBy(line => line.Section))
        {
            if (free < 3 * Heading)
                Break();
            Put(new() { ["heading"] = true, ["text"] = Words[section.Key] }, Heading);
            PutLines([.. section]);
            if (bill.Layout.Subtotals)
                Put(Sum(Words["subtotal"].Replace("{section}", Words[section.Key], StringComparison.Ordinal), section.Sum(line => line.Amount) + bill.SubtotalErrors.GetValueOrDefault(section.Key)), Heading);
        }
    }

    private void PutLines(List<DraftLine> lines)
    {
        foreach (var line in lines)
        {
            Put(Item(line), Math.Ceiling((double)line.Description.Length / bill.Layout.WrapAt));
            carried += line.Amount;
        }
    }

    private void Put(View row, double height)
    {
        if (free < height + (bill.Layout.Carries ? Heading : 0))
            Break();
        pages[^1].Add(row);
        free -= height;
    }

    private void Break()
    {
        if (bill.Layout.Carries)
            pages[^1].Add(Sum(Words["carried"], carried));
        pages.Add([]);
        free = bill.Layout.Rows;
        if (!bill.Layout.Carries)
            return;
        pages[^1].Add(Sum(Words["brought"], carried));
        free -= Heading;
    }

    private View Item(DraftLine line) => new()
    {
        ["item"] = true,
        ["sn"] = Habits.Digits(line.Number.ToString(CultureInfo.InvariantCulture)),
        ["date"] = line.Date is { } date ? Habits.Date(date) : "",
        ["description"] = line.Description,
        ["batch"] = line.Batch,
        ["expiry"] = line.Expiry,
        ["pack"] = line.Medicine?.Pack ?? "",
        ["qty"] = Habits.Quantity(line.Quantity),
        ["rate"] = Habits.Amount(line.Rate),
        ["gross"] = Habits.Amount(line.Amount + line.Discount),
        ["discount"] = Habits.Amount(line.Discount),
        ["amount"] = Habits.Amount(line.Amount),
    };

    /// <summary>One row for a table that stands elsewhere: it has an amount and nothing else.</summary>
    private View Row(string text, decimal amount) => new()
    {
        ["item"] = true,
        ["sn"] = "",
        ["date"] = bill.Layout.LineDates ? Habits.Date(bill.Discharged) : "",
        ["description"] = text,
        ["batch"] = "",
        ["expiry"] = "",
        ["pack"] = "",
        ["qty"] = Habits.Quantity(1),
        ["rate"] = Habits.Amount(amount),
        ["gross"] = Habits.Amount(amount),
        ["discount"] = Habits.Amount(0),
        ["amount"] = Habits.Amount(amount),
    };

    private View Sum(string text, decimal amount) => new() { ["sum"] = true, ["text"] = text, ["amount"] = Habits.Amount(amount) };

    private List<View> Totals()
    {
        var totals = new List<View>();
        var gross = bill.Charges + bill.SubtotalErrors.Values.Sum();
        if (bill.Discount != 0 || bill.Taxes.Count > 0)
            totals.Add(Total("gross", gross));
        if (bill.Discount != 0)
            totals.Add(Total("discount", bill.Discount));
        foreach (var tax in bill.Taxes)
        {
            var percent = tax.Percent.ToString("0.##", CultureInfo.InvariantCulture);
            var on = tax.Base is { } known ? $" {Words["on"]} {Habits.Amount(known)}" : "";
            totals.Add(Total($"{Words[tax.Label]} @ {percent}%{on}", tax.Amount, isText: true));
        }

        totals.Add(Total("total", bill.Total));
        if (bill.Advance > 0)
        {
            totals.Add(Total("advance", bill.Advance));
            totals.Add(Total("payable", bill.Total - bill.Advance));
        }

        return totals;
    }

    private View Total(string label, decimal amount, bool isText = false) =>
        new() { ["label"] = isText ? label : Words[label], ["amount"] = Habits.Amount(amount) };

    private View Whole(List<View> totals, int main)
    {
        var whole = new View
        {
            ["hospital"] = bill.Hospital,
            ["number"] = bill.Number,
            ["patient"] = bill.Patient,
            ["uhid"] = bill.PatientId,
            ["doctor"] = bill.Doctor,
            ["payer"] = Words[bill.Options.InsuranceType ?? "none"],
            ["bill_date"] = Habits.Date(bill.Discharged),
            ["stay"] = bill.Stayed,
            ["visit"] = !bill.Stayed,
            ["admitted"] = Habits.Date(bill.Admitted),
            ["discharged"] = Habits.Date(bill.Discharged),
            ["pages"] = pages.Select((rows, i) => new View
            {
                ["rows"] = rows,
                ["first"] = i == 0,
                ["rest"] = i > 0,
                ["main"] = i < main,
                ["last"] = i == main - 1,
                ["annexed"] = i >= main,
                ["totals"] = totals,
                ["page"] = (i + 1).ToString(CultureInfo.InvariantCulture),
                ["of"] = pages.Count.ToString(CultureInfo.InvariantCulture),
            }).ToList(),
        };
        foreach (var (name, word) in Words)
            whole[$"t.{name}"] = word;
        return whole;
    }
}

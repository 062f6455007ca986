using MediAgents.Billing.Audit;
using MediAgents.Evaluation.Bills.Sets;

namespace MediAgents.Evaluation.Bills.Making;

/// <summary>Plants a few faults of different kinds in a bill, never two on one line.</summary>
internal sealed class Faults(DraftBill bill, Chance chance, Charges charges)
{
    private const int MostOnABill = 4;

    private bool IsPackageBill => bill.Lines.Any(line => line.Service?.Kind == ServiceKind.Package);

    public void Plant()
    {
        List<Action> possible =
        [
            Overcharge, Overcharge, OverpricedMedicine, Duplicate, Duplicate, WrongLine, WrongTotal, ImplausibleQuantity, ImplausibleDate,
        ];
        if (bill.Layout.Taxes)
            possible.Add(WrongTax);
        if (bill.Stayed)
            possible.Add(TooManyDays);
        // Their own section's sub-total hides nothing else.
        if (bill.Layout.Subtotals)
            possible.Add(WrongSubtotal);
        var chosen = chance.Some(possible, chance.Between(1, MostOnABill));
        if (IsPackageBill && chance.Of(0.7))
            Unbundle();
        // What sums charges comes after what changes them.
        foreach (var plant in chosen.OrderBy(plant => plant == (Action)WrongTax || plant == (Action)WrongTotal || plant == (Action)WrongSubtotal))
            plant();
    }

    private List<DraftLine> Free(Func<DraftLine, bool> choice) => [.. bill.Lines.Where(line => !line.IsTaken && choice(line))];

    private DraftLine? Take(Func<DraftLine, bool> choice)
    {
        var free = Free(choice);
        if (free.Count == 0)
            return null;
        var line = chance.One(free);
        line.IsTaken = true;
        return line;
    }

    /// <summary>A unit price above the highest rate that could apply, by little or by much; the answer key says what follows.</summary>
    private void Overcharge()
    {
        if (bill.Options.InsuranceType is "esi" or "pmjay" || Take(line => line.Service is { HasTariff: true }) is not { } line)
            return;
        var (_, highest, _) = Tariffs.Highest(line.Service!, bill.Options);
        line.Rate = decimal.Ceiling((highest * Margin()) + 2);
        line.DiscountPercent = 0;
    }

    private void OverpricedMedicine()
    {
        if (Take(line => line.Medicine is not null) is not { } line)
            return;
        var ceiling = Tariffs.Ceiling(line.Medicine!, line.Date ?? bill.Discharged) ?? Tariffs.Ceiling(line.Medicine!, Tariffs.CghsBegins)!.Value;
        line.Rate = DraftLine.Money((ceiling.Highest * line.Medicine!.Contains * Margin()) + 0.5m);
    }

    private decimal Margin() => (decimal)(chance.Share(0, 1) switch
    {
        < 0.3 => chance.Share(1.05, 1.15),
        < 0.7 => chance.Share(1.15, 1.7),
        _ => chance.Share(1.7, 3.5),
    });

    private void Duplicate()
    {
        if (!bill.Layout.LineDates || Take(line => line.Service?.Kind == ServiceKind.Once) is not { } line)
            return;
        var service = line.Service!;
        var way = chance.One<string>(["exact", "near", "split"]);
        // Another wording of the same language where there is one, else the English one: both stand on real bills.
        var others = charges.Wordings(service).Concat(service.Names["english"]).Where(wording => charges.Cased(wording) != line.Description).ToList();
        if (others.Count == 0)
            way = "exact";
        var repeat = charges.Add(
            service,
            line.Date!.Value,
            wording: way == "exact" ? line.Description : others[0],
            section: way == "split" ? "procedure" : line.Section,
            isRepeat: true);
        repeat.Rate = way == "near" ? Math.Min(repeat.Rate, line.Rate) : line.Rate;
        repeat.DiscountPercent = line.DiscountPercent;
        repeat.IsTaken = true;
        bill.Plants.Add(new(FindingKind.Duplicate, $"duplicate.{way}", [line, repeat], repeat.Amount));
    }

    private void Unbundle()
    {
        foreach (var part in chance.Some(charges.Services(ServiceKind.Part), chance.Between(1, 3)))
            charges.Add(part, charges.Day()).IsTaken = true;
    }

    private void WrongLine()
    {
        if (!bill.Layout.Rates || Take(line => line.Amount > 40) is not { } line)
            return;
        line.Error = chance.Of(0.5) ? chance.One<decimal>([10, 20, 50, 90, 100]) : decimal.Ceiling(line.Amount * (decimal)chance.Share(0.1, 0.6));
        bill.Plants.Add(new(FindingKind.Arithmetic, "arithmetic.line", [line], line.Error));
    }

    private void WrongSubtotal()
    {
        if (bill.TotalError != 0)
            return;
        var section = chance.One([.. bill.Lines.Select(line => line.Section).Distinct()]);
        var error = chance.One<decimal>([50, 100, 200, 270, 500, 900]);
        bill.SubtotalErrors[section] = error;
        bill.Plants.Add(new(FindingKind.Arithmetic, "arithmetic.subtotal", [], error));
    }

    private void WrongTotal()
    {
        if (bill.SubtotalErrors.Count > 0)
            return;
        bill.TotalError = chance.One<decimal>([45, 90, 100, 180, 300, 540, 900, 1000]);
        bill.Plants.Add(new(FindingKind.Arithmetic, "arithmetic.total", [], bill.TotalError));
    }

    private void WrongTax() => new Taxation(bill, chance).AddWrong();

    private void TooManyDays()
    {
        if (Take(line => line.Service?.Kind == ServiceKind.Room) is not { } room)
            return;
        var days = bill.Discharged.DayNumber - bill.Admitted.DayNumber + 1;
        var more = chance.Between(1, 3);
        room.Quantity = days + more;
        bill.Plants.Add(new(FindingKind.RoomRent, "room_rent.days", [room], more * room.Rate));
    }

    private void ImplausibleQuantity()
    {
        if (Take(line => line.Service?.Kind == ServiceKind.Once && line.Quantity == 1) is not { } line)
            return;
        line.Quantity = chance.One<decimal>([40, 55, 75, 110, 200]);
        bill.Plants.Add(new(FindingKind.Implausible, "implausible.quantity", [line], line.Amount));
    }

    /// <summary>A day after today, or long before or after the stay.</summary>
    private void ImplausibleDate()
    {
        if (!bill.Layout.LineDates || !bill.Stayed || Take(line => line.Service?.Kind is ServiceKind.Once or ServiceKind.Plain) is not { } line)
            return;
        var way = chance.One<string>(["future", "year", "after"]);
        line.Date = way switch
        {
            "future" => BillSet.Today.AddDays(chance.Between(30, 300)),
            "year" => line.Date!.Value.AddYears(-1),
            _ => bill.Discharged.AddDays(chance.Between(4, 9)),
        };
        line.HasImpossibleDate = true;
        bill.Plants.Add(new(FindingKind.Implausible, $"implausible.date_{way}", [line], line.Amount));
    }
}

using System.Globalization;
using MediAgents.Evaluation.Bills.Sets;

namespace MediAgents.Evaluation.Bills.Making;

/// <summary>Fills a bill with the charges of an ordinary stay or visit; among them are those that only look like faults.</summary>
internal sealed class Charges(BillSet set, DraftBill bill, Chance chance)
{
    /// <summary>Share of prices that stand exactly at the highest rate.</summary>
    private const double AtTheRate = 0.12;

    private readonly Dictionary<ServiceWording, decimal> prices = [];

    public static IReadOnlyList<string> Sections { get; } =
        ["room", "consultation", "laboratory", "radiology", "procedure", "pharmacy", "consumables", "other"];

    private bool IsCghs => bill.Options.InsuranceType == "cghs";

    private bool IsPrivate => bill.Options.InsuranceType == "private";

    private int Days => bill.Discharged.DayNumber - bill.Admitted.DayNumber + 1;

    public void Fill(bool isClean)
    {
        var isOperation = bill.Stayed && IsCghs && chance.Of(0.35);
        if (isOperation)
        {
            AddOperation();
            return;
        }

        if (bill.Stayed)
            AddStay(isClean);
        else
            Add(One(ServiceKind.Visit), bill.Admitted);
        AddInvestigations(bill.Stayed ? chance.Between(6, 16) : chance.Between(4, 10));
        if (chance.Of(0.5))
            Add(One(ServiceKind.Vague), Day());
        AddMedicines(bill.Layout.Annexure ? chance.Between(3, 9) : chance.Between(1, 5));
        AddThings(isClean);
    }

    /// <summary>A charge with the price a correct bill may ask.</summary>
    public DraftLine Add(ServiceWording service, DateOnly day, decimal quantity = 1, string mark = "", string? section = null, string? wording = null, bool isRepeat = false)
    {
        var line = new DraftLine
        {
            Service = service,
            Section = section ?? service.Section,
            Description = Cased((wording ?? chance.One(Wordings(service))) + mark),
            Date = bill.Layout.LineDates ? day : null,
            Quantity = quantity,
            Rate = Price(service, day),
            DiscountPercent = bill.Layout.LineDiscounts && chance.Of(0.3) ? chance.One<decimal>([5, 10]) : 0,
            IsRepeat = isRepeat,
        };
        bill.Lines.Add(line);
        return line;
    }

    /// <summary>The wordings of the bill's language, among them now and then the English ones, as Indian bills mix them.</summary>
    public IReadOnlyList<string> Wordings(ServiceWording service)
    {
        var own = service.Names[bill.Language];
        return own.Count == 0 || (bill.Language != "english" && chance.Of(0.3)) ? service.Names["english"] : own;
    }

    public string Cased(string text) => bill.Layout.Letters == "upper" ? text.ToUpperInvariant() : text;

    public ServiceWording One(ServiceKind kind) => chance.One(Services(kind));

    public List<ServiceWording> Services(ServiceKind kind) => [.. set.Services.Where(service => service.Kind == kind)];

    public DateOnly Day() => bill.Admitted.AddDays(chance.Between(0, Days - 1));

    /// <summary>A hospital asks the same for the same service on every day of a stay.</summary>
    private decimal Price(ServiceWording service, DateOnly day)
    {
        if (!prices.TryGetValue(service, out var price))
            prices[service] = price = RightPrice(service, day);
        return price;
    }

    /// <summary>A price no list forbids: at the highest rate now and then, below it otherwise.</summary>
    private decimal RightPrice(ServiceWording service, DateOnly day)
    {
        if (!service.HasTariff)
            return chance.Price(service.Low, service.High);
        var isBenchmark = bill.Options.InsuranceType is "cghs" or "private" or "none" && day >= Tariffs.CghsBegins;
        if (!isBenchmark)
            return chance.Price(Math.Max(Tariffs.Top(service) * 0.8m, 20), Tariffs.Top(service) * 2.4m);
        var (highest, _, _) = Tariffs.Highest(service, bill.Options);
        return chance.Of(AtTheRate) ? highest : chance.Price(highest * 0.55m, highest);
    }

    private void AddOperation()
    {
        Add(One(ServiceKind.Package), bill.Admitted.AddDays(chance.Between(0, 1)));
        string[] imaging = ["CT", "MRI", "C.T", "HRCT", "CECT", "NCCT", "Doppler", "doppler"];
        foreach (var service in chance.Some(Services(ServiceKind.Once).Where(service => imaging.Any(word => service.Names["english"][0].Contains(word, StringComparison.Ordinal))), chance.Between(1, 3)))
            Add(service, bill.Admitted);
    }

    private void AddStay(bool isClean)
    {
        Add(One(ServiceKind.Room), bill.Admitted, chance.Of(0.5) ? Days : Days - 1);
        var byDay = Services(ServiceKind.WardRound).Concat(Services(ServiceKind.Part).Where(service => service.Section == "room" && (service.Irdai.Length == 0 || !IsPrivate || !isClean)));
        foreach (var service in chance.Some(byDay, chance.Between(1, 2)))
            Add(service, bill.Admitted, service.Irdai.Length > 0 ? 1 : Days);
        var visits = set.Services.Where(service => service.Kind == ServiceKind.Many && service.Section == "consultation").ToList();
        if (visits.Count == 0)
            return;
        for (var day = 0; day < Days; day++)
        {
            var visit = visits[0];
            var wording = chance.One(Wordings(visit));
            Add(visit, bill.Admitted.AddDays(day), wording: wording);
        }

        if (!IsCghs && chance.Of(0.25))
        {
            foreach (var part in Services(ServiceKind.Part).Where(service => service.Section == "procedure"))
                Add(part, bill.Admitted.AddDays(1));
        }
    }

    private void AddInvestigations(int count)
    {
        foreach (var service in chance.Some(Services(ServiceKind.Once), count))
            Add(service, Day());
        // The same test on another day is no repeat.
        if (bill.Stayed && chance.Of(0.6))
        {
            var again = bill.Lines.First(line => line.Service?.Kind == ServiceKind.Once);
            var other = again.Date == bill.Discharged ? bill.Admitted : bill.Discharged;
            if (bill.Layout.LineDates)
                Add(again.Service!, other);
        }

        var repeated = chance.One([.. Services(ServiceKind.Many).Where(service => service.Section != "consultation")]);
        var day = Day();
        string[] times = chance.Of(0.5) ? [" - 08:00", " - 14:00", " - 20:00"] : [$" ({bill.Words.Labels["morning"]})", $" ({bill.Words.Labels["evening"]})"];
        var written = chance.One(Wordings(repeated));
        foreach (var time in chance.Of(0.6) ? times : [times[0]])
            Add(repeated, day, mark: time, wording: written);
    }

    private void AddMedicines(int count)
    {
        foreach (var medicine in chance.Some(set.Medicines, count))
            AddMedicine(medicine, Day());
    }

    public DraftLine AddMedicine(MedicineWording medicine, DateOnly day)
    {
        var own = medicine.Names[bill.Language];
        var wording = chance.One(own.Count == 0 || chance.Of(0.6) ? medicine.Names["english"] : own);
        var hasColumn = bill.Layout.Annexure;
        // What comes by volume has it in its wording.
        var isCounted = medicine.Contains > 1 && !medicine.Pack.Contains("ml", StringComparison.OrdinalIgnoreCase);
        // A strip whose content stands nowhere: its price of one tablet is unknown.
        var saysPack = hasColumn || !isCounted || chance.Of(0.8);
        var written = hasColumn || !isCounted || !saysPack ? wording : $"{wording} ({medicine.Pack})";
        var line = new DraftLine
        {
            Medicine = medicine,
            Section = "pharmacy",
            Description = Cased(written),
            Date = bill.Layout.LineDates ? day : null,
            Quantity = chance.Between(1, 6),
            Rate = MedicinePrice(medicine, day),
            Batch = BillMaker.Batch(chance),
            Expiry = bill.Habits.Digits(string.Create(CultureInfo.InvariantCulture, $"{chance.Between(1, 12):00}/{chance.Between(27, 29)}")),
            SaysPack = saysPack,
        };
        bill.Lines.Add(line);
        return line;
    }

    private decimal MedicinePrice(MedicineWording medicine, DateOnly day)
    {
        // Outside the days of the ceilings any price goes: nothing at hand forbids it.
        var (usual, factor) = Tariffs.Ceiling(medicine, day) is { } ceiling
            ? (ceiling.Usual, 1m)
            : (Tariffs.Ceiling(medicine, Tariffs.CghsBegins)!.Value.Usual, 1.8m);
        var most = usual * medicine.Contains * factor;
        return chance.Of(AtTheRate) ? decimal.Round(most, 2, MidpointRounding.ToZero) : chance.Price(most * 0.5m, most);
    }

    private void AddThings(bool isClean)
    {
        foreach (var service in chance.Some(Services(ServiceKind.Plain), chance.Between(1, 3)))
            Add(service, Day(), chance.Between(1, 6));
        // Only a private policy's annexure knows these; on other bills they are ordinary charges.
        if (!IsPrivate)
        {
            foreach (var service in chance.Some(Services(ServiceKind.Item), chance.Between(0, 4)))
                Add(service, Day(), chance.Between(1, 4));
        }
        else if (!isClean && chance.Of(0.75))
        {
            foreach (var service in chance.Some(Services(ServiceKind.Item), chance.Between(1, 4)))
                Add(service, Day(), chance.Between(1, 4));
        }
    }
}

using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Audit;

/// <summary>
/// The days on which a line's service can have been given, both ends included. <paramref name="IsAssumed"/> when the bill prints one
/// date that does not say it is the day of service.
/// </summary>
internal readonly record struct ServiceDays(DateOnly Earliest, DateOnly Latest, bool IsAssumed)
{
    private static readonly DateOnly Beginning = new(1990, 1, 1);

    /// <summary>The day of service if it is known to be one.</summary>
    public DateOnly? Stated => Earliest == Latest && !IsAssumed ? Earliest : null;

    /// <summary>
    /// A line's own date, else the one day the head names (a service date, or a stay that ends on the day it began), else the day the
    /// caller gave, else every day of the stay, else the date of a bill without a stay. Null if none of them can be.
    /// </summary>
    public static ServiceDays? Of(BillLine line, Bill bill, AuditOptions options)
    {
        bool CanBe(DateOnly? day) => day >= Beginning && day <= options.Today;
        if (CanBe(line.Date))
            return On(line.Date!.Value);
        if (CanBe(bill.ServiceDate))
            return On(bill.ServiceDate!.Value);
        if (CanBe(bill.Admitted) && bill.Admitted == bill.Discharged)
            return On(bill.Admitted!.Value);
        if (options.ServiceDate is { } given)
            return On(given);
        if (bill.Admitted is null && bill.Discharged is null)
            return CanBe(bill.BillDate) ? new(bill.BillDate!.Value, bill.BillDate.Value, true) : null;
        var last = bill.Discharged ?? bill.BillDate ?? options.Today;
        return CanBe(bill.Admitted) && CanBe(last) && bill.Admitted <= last ? new(bill.Admitted!.Value, last, false) : null;
    }

    private static ServiceDays On(DateOnly day) => new(day, day, false);
}

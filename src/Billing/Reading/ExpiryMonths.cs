namespace MediAgents.Billing.Reading;

/// <summary>Until when a medicine may be used, as pharmacies print it: <c>05/27 5/2027 05-27 May-27 May 2027</c> or a whole date.</summary>
internal static class ExpiryMonths
{
    /// <summary>The last day of the month, or the day printed; null for anything else.</summary>
    public static DateOnly? Read(string text)
    {
        text = Digits.ToAscii(text.Trim());
        if (Dates.TryParse(text, out var whole))
            return whole;
        var mark = text.AsSpan().IndexOfAny("/-. '");
        if (mark is < 1 or > 12)
            return null;
        var front = text.AsSpan(0, mark);
        var month = MonthNames.Find(front);
        if (month == 0 && !(mark <= 2 && int.TryParse(front, out month)))
            return null;
        var back = text.AsSpan(mark + 1).TrimStart("/-. '");
        if (back.Length is not (2 or 4) || !Digits.All(back) || !int.TryParse(back, out var year))
            return null;
        year = back.Length == 2 ? 2000 + year : year;
        return month is >= 1 and <= 12 && year is >= 2000 and <= 2099 ? new(year, month, DateTime.DaysInMonth(year, month)) : null;
    }
}

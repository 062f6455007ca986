using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Tests.Reading;

public sealed class DatesTests
{
    private static readonly string[] Formats =
        ["dd/MM/yyyy", "d/M/yyyy", "dd-MM-yyyy", "dd.MM.yyyy", "yyyy-MM-dd", "dd-MMM-yyyy", "dd MMM yyyy", "dd-MMMM-yyyy", "dd/MM/yy", "dd.MM.yy", "dd-MMM-yy"];

    [Fact]
    public void Every_date_survives_every_format_hospitals_use()
    {
        var days = Gen.Choose(new DateOnly(1975, 1, 1).DayNumber, new DateOnly(2060, 12, 31).DayNumber).Select(DateOnly.FromDayNumber).ToArbitrary();
        Prop.ForAll(days, day => Formats.All(format =>
            Dates.TryParse(day.ToString(format, CultureInfo.InvariantCulture), out var read) && read == day)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_date_survives_the_months_and_digits_of_every_language()
    {
        string[][] months =
        [
            ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
            ["जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"],
            ["জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন", "জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর"],
            ["ஜனவரி", "பிப்ரவரி", "மார்ச்", "ஏப்ரல்", "மே", "ஜூன்", "ஜூலை", "ஆகஸ்ட்", "செப்டம்பர்", "அக்டோபர்", "நவம்பர்", "டிசம்பர்"],
        ];
        var days = Gen.Choose(new DateOnly(1970, 1, 1).DayNumber, new DateOnly(2069, 12, 31).DayNumber).Select(DateOnly.FromDayNumber);
        var names = Gen.Elements(months);
        var formats = Gen.Elements("{0} {1} {2:0000}", "{0:00}-{1}-{3:00}", "{0}-{1}-{2:0000}", "{0} {1}, {2:0000}", "{1} {0}, {2:0000}", "{0:00}{1}{2:0000}");
        var cases = days.Zip(names).Zip(formats.Zip(Gen.Elements('0', '०', '০', '௦'))).ToArbitrary();
        Prop.ForAll(cases, item =>
        {
            var ((day, names), (format, zero)) = item;
            var text = string.Format(CultureInfo.InvariantCulture, format, day.Day, names[day.Month - 1], day.Year, day.Year % 100);
            text = string.Concat(text.Select(c => char.IsAsciiDigit(c) ? (char)(zero + c - '0') : c));
            return Dates.TryParse(text, out var read) && read == day
                && Dates.TryParsePrefix(text + " रु. 500", out read, out var length) && read == day && length == text.Length;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("०५/०१/२०२६")]
    [InlineData("৫.১.২৬")]
    [InlineData("5th January 2026")]
    [InlineData("Jan 5, 2026")]
    [InlineData("05-JAN-26")]
    [InlineData("5 Jan. 2026")]
    [InlineData("05/Jan/2026, 10:30 hrs")]
    [InlineData("५ जन॰ २०२६")]
    [InlineData("৫ জানুয়ারী ২০২৬")]
    [InlineData("5 ஜன. 2026")]
    [InlineData("05-01-2026 10.30 am")]
    [InlineData("2026-01-05 09:05:00")]
    [InlineData("०५,०१.२०२६")]
    [InlineData("05.01,2026")]
    [InlineData("05,01,2026.")]
    [InlineData("०५-जनवरो-२०२६")]
    [InlineData("5 জনুয়ারি 2026")]
    public void The_fifth_of_january_is_read(string text)
    {
        Dates.TryParse(text, out var date).ShouldBeTrue();
        date.ShouldBe(new DateOnly(2026, 1, 5));
    }

    [Theory]
    [InlineData("13/10/2025 10:30 AM")]
    [InlineData("2025-10-13T10:30")]
    [InlineData("10/13/2025")]
    public void A_time_after_it_and_a_month_in_front_do_no_harm(string text)
    {
        Dates.TryParse(text, out var date).ShouldBeTrue();
        date.ShouldBe(new DateOnly(2025, 10, 13));
    }

    [Theory]
    [InlineData("1 2 2025")]
    [InlineData("31/02/2025")]
    [InlineData("1.25.000")]
    [InlineData("2D echo")]
    [InlineData("00/00/0000")]
    [InlineData("13/10")]
    [InlineData("29/02/2026")]
    [InlineData("13/13/2025")]
    [InlineData("2025-13-10")]
    [InlineData("05/01/0026")]
    [InlineData("05/01/2626")]
    [InlineData("05/01-2026")]
    [InlineData("05/01/2026/7")]
    [InlineData("5 Marker 2026")]
    [InlineData("31 अप्रैल 2026")]
    [InlineData("05/01/2026 500.00")]
    [InlineData("05/01/2026 5")]
    [InlineData("05/01/202")]
    [InlineData("05,01,26")]
    [InlineData("05,01/2026")]
    [InlineData("1,05,000")]
    [InlineData("5 जड 2026")]
    [InlineData("5 गोलियां 2026")]
    public void What_is_no_date_is_refused(string text) => Dates.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("05-नवं-2026", 11)]
    [InlineData("५ सितं २०२६", 9)]
    [InlineData("05-ফেব্রু-2026", 2)]
    [InlineData("৫-সেপ্ট-২৬", 9)]
    [InlineData("05-நவம்-2026", 11)]
    [InlineData("5 டிசம் 2026", 12)]
    public void A_month_s_name_may_be_cut_anywhere(string text, int month)
    {
        Dates.TryParse(text, out var date).ShouldBeTrue();

        date.ShouldBe(new DateOnly(2026, month, 5));
    }

    [Theory]
    [InlineData("17 ஜீன் 2026")]
    [InlineData("05-ஜூ-2026")]
    [InlineData("05-म-2026")]
    public void A_short_word_that_may_be_another_month_or_none_is_none(string text) => Dates.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_month_of_which_a_scan_changed_one_character_is_still_that_month()
    {
        string[] names =
        [
            "जनवरी", "फरवरी", "अप्रैल", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर",
            "জানুয়ারি", "ফেব্রুয়ারি", "এপ্রিল", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর",
            "ஜனவரி", "பிப்ரவரி", "மார்ச்", "ஏப்ரல்", "ஆகஸ்ட்", "செப்டம்பர்", "அக்டோபர்", "நவம்பர்", "டிசம்பர்",
        ];
        var cases = Gen.Elements(names).Zip(Gen.Choose(0, 100)).Zip(Gen.Elements('क', 'ক', 'க')).ToArbitrary();
        Prop.ForAll(cases, item =>
        {
            var ((name, place), letter) = item;
            var at = place % name.Length;
            Dates.TryParse($"5 {name} 2026", out var meant).ShouldBeTrue();
            var isRead = Dates.TryParse($"5 {name.Remove(at, 1).Insert(at, letter.ToString())} 2026", out var read);
            return !isRead || read == meant;
        }).QuickCheckThrowOnFailure();
    }
}

namespace MediAgents.Billing.Reading.Tables;

/// <summary>Headings of columns in Hindi, Bengali and Tamil.</summary>
internal static class IndicColumns
{
    private static readonly IndicWords<ColumnKind> Words = new(
        (ColumnKind.Serial, "क्र.सं.|क्रम|क्रमांक|क्रम संख्या|क्र|सं|ক্রমিক|ক্রমিক নং|ক্রম|ক্রঃ নং|নং|வ.எண்|வரிசை எண்|எண்|अनुक्रमांक|सीरियल|क्रम सं|ক্র নং|সিরিয়াল|ক্রম নং|வரிசை|வ எண்|க்ர எண்"),
        (ColumnKind.Date, "दिनांक|तारीख|तिथि|সেবার তারিখ|তারিখ|தேதி|நாள்|डेट|सेवा तिथि|सेवा दिनांक|দিনাঙ্ক|திகதி|சேவை தேதி"),
        (ColumnKind.Description, "विवरण|सेवा|सेवा विवरण|सेवा का नाम|मद|मद का विवरण|दवा|दवा का नाम|औषधि|जांच|जाँच का नाम|বিবরণ|বিবরন|সেবা|পরিষেবা|সেবার বিবরণ|ওষুধ|ওষুধের নাম|ঔষধ|ঔষধের নাম|விவரம்|விவரங்கள்|விபரம்|சேவை|சேவை விவரம்|மருந்து|மருந்தின் பெயர்|மருந்து பெயர்|பொருள்|सेवाएं|सेवाओं का विवरण|मद विवरण|जाँच|जांच विवरण|आइटम|आइटम विवरण|शुल्क विवरण|शुल्क का विवरण|खर्च का विवरण|प्रक्रिया|उपचार|उपचार विवरण|सेवा का विवरण|বর্ণনা|আইটেম|খাত|পরিষেবার বিবরণ|পরিষেবার নাম|সেবার নাম|পরীক্ষা|পরীক্ষার নাম|চিকিৎসা|চিকিৎসার বিবরণ|খরচের বিবরণ|চার্জের বিবরণ|சேவைகள்|சேவையின் பெயர்|சேவையின் விவரம்|பொருள் விவரம்|பரிசோதனை|சிகிச்சை|சிகிச்சை விவரம்|கட்டண விவரம்|பெயர்|செலவு விவரம்|விவரக்குறிப்பு"),
        (ColumnKind.Quantity, "मात्रा|संख्या|नग|दिन|পরিমাণ|পরিমান|সংখ্যা|அளவு|எண்ணிக்கை|यूनिट|गिनती|क्वांटिटी|ইউনিট|কোয়ান্টিটি|நாட்கள்|அலகுகள்"),
        (ColumnKind.Unit, "इकाई|একক|அலகு"),
        (ColumnKind.Rate, "दर|एमआरपी|एम आर पी|এমআরপি|এম আর পি|எம்ஆர்பி|எம் ஆர் பி|मूल्य|प्रति इकाई|इकाई दर|इकाई मूल्य|দর|হার|মূল্য|একক মূল্য|একক দর|விலை|அலகு விலை|விகிதம்|கட்டணம்|रेट|कीमत|इकाई कीमत|प्रति इकाई दर|মূল্যহার|রেট|প্রতি একক|একক হার|দাম|வீதம்|ரேட்|ஒரு அலகு விலை|ஒன்றின் விலை"),
        (ColumnKind.Discount, "छूट|ছাড়|தள்ளுபடி"),
        (ColumnKind.Tax, "जीएसटी|कर|জিএসটি|কর|ஜிஎஸ்டி|வரி"),
        (ColumnKind.Amount, "राशि|रकम|धनराशि|कुल|कुल राशि|योग|टोटल|টাকা|মোট|মোট টাকা|অঙ্ক|অর্থ|মোট মূল্য|தொகை|மொத்தம்|மொத்த தொகை|மொத்தத் தொகை|रुपये|कुल मूल्य|कुल रकम|अमाउंट|कुल रुपये|টাকার পরিমাণ|মোট অর্থ|মোট পরিমাণ|রাশি|মূল্য টাকা|மொத்த விலை|ரூபாய்|மதிப்பு"),
        (ColumnKind.Code, "कोड|কোড|குறியீடு"),
        (ColumnKind.Batch, "बैच|बैच सं|बैच नं|ব্যাচ|ব্যাচ নং|பேட்ச்|தொகுதி எண்"),
        (ColumnKind.Expiry, "समाप्ति|समाप्ति तिथि|एक्सपायरी|মেয়াদ|মেয়াদ শেষ|এক্সপায়ারি|காலாவதி|காலாவதி தேதி"),
        (ColumnKind.Pack, "पैक|প্যাক|பேக்"));

    /// <summary>The kind of a heading that holds such a word; an English word beside it must mean the same.</summary>
    public static ColumnKind? Find(string heading, Func<string, ColumnKind?> english)
    {
        if (!IndicText.IsIn(heading))
            return null;
        var open = heading.LastIndexOf('(');
        if (open > 0 && RupeeMarks.Is(heading[(open + 1)..].TrimEnd(')', ' ')))
            heading = heading[..open];
        if (Words.Find(heading) is not { } kind)
            return null;
        var latin = string.Concat(heading.Select(c => IndicText.IsIn(c) ? ' ' : c));
        // "No." is either: a number of, or the number.
        return latin.Any(char.IsLetter) && english(latin) is var other && other != kind && (other, kind) is not (ColumnKind.Serial, ColumnKind.Quantity) ? null : kind;
    }
}

namespace MediAgents.Billing.Reading;

/// <summary>Labels of totals, taxes, discounts and payments in Hindi, Bengali and Tamil.</summary>
internal static class IndicSummaries
{
    private static readonly IndicWords<SummaryKind> Words = new(
        (SummaryKind.Total, "कुल|योग|कुल योग|कुल राशि|टोटल|মোট|মোট টাকা|মোট মূল্য|যোগফল|மொத்தம்|மொத்த தொகை|மொத்தத் தொகை|கூட்டுத்தொகை|जोड़|कुल जोड़|மொத்த கட்டணம்"),
        (SummaryKind.GrandTotal, "महायोग|सर्वयोग|सकल योग|शुद्ध राशि|शुद्ध देय राशि|देय राशि|कुल देय|कुल देय राशि|कुल बिल|कुल बिल राशि|बिल राशि|সর্বমোট|সর্বমোট টাকা|প্রদেয়|মোট প্রদেয়|নিট প্রদেয়|মোট বিল|இறுதி தொகை|நிகர தொகை|நிகரத் தொகை|செலுத்த வேண்டிய தொகை|மொத்த பில்|மொத்த பில் தொகை|नेट देय|शुद्ध देय|नेट राशि|अंतिम राशि|अंतिम योग|बिल का योग|মোট দেয়|নিট মোট|নিট পরিমাণ|পরিশোধযোগ্য|মোট পরিশোধযোগ্য|নিট দেয়|நிகர மொத்தம்|இறுதி மொத்தம்|செலுத்த வேண்டிய மொத்த தொகை|பில் மொத்தம்"),
        (SummaryKind.Subtotal, "उप योग|उप कुल|सकल राशि|উপমোট|আংশিক মোট|মোট অঙ্ক|உப மொத்தம்|துணை மொத்தம்|இடை மொத்தம்"),
        (SummaryKind.Carried, "आगे ले जाया गया|आगे लाया गया|पीछे से लाया गया|अग्रेषित|अग्रेषित राशि|पिछला योग|पिछले पृष्ठ का योग|पिछले पृष्ठ से|पृष्ठ योग|पृष्ठ का योग|अगले पृष्ठ पर|জের|জের টানা|ইজা|পূর্ব পৃষ্ঠার জের|আগের পৃষ্ঠার জের|আগের পৃষ্ঠা থেকে|পরের পৃষ্ঠায়|পৃষ্ঠার মোট|முன் கொண்டு வரப்பட்டது|முன்கொணர்ந்தது|கொண்டு வரப்பட்டது|கொண்டு செல்லப்பட்டது|பின் கொண்டு செல்லப்பட்டது|முந்தைய பக்க தொகை|முந்தைய பக்க மொத்தம்|முன் பக்க தொகை|பக்க மொத்தம்|அடுத்த பக்கத்திற்கு|அடுத்த பக்கம்"),
        (SummaryKind.Discount, "छूट|रियायत|कुल छूट|छूट राशि|ছাড়|রেহাই|মোট ছাড়|தள்ளுபடி|கழிவு|சலுகை|घटाएं छूट|छूट घटाएं|রেয়াত|বাদ ছাড়|ছাড় বাদ|தள்ளுபடி கழித்து|விலைத் தள்ளுபடி"),
        (SummaryKind.Advance, "अग्रिम|अग्रिम राशि|अग्रिम जमा|जमा|जमा राशि|भुगतान|অগ্রিম|অগ্রিম জমা|জমা|জমা টাকা|முன்பணம்|முன் பணம்|செலுத்திய தொகை|வைப்புத் தொகை|अग्रिम भुगतान|प्राप्त राशि|प्राप्त|পরিশোধিত|অগ্রিম প্রদান|প্রাপ্ত|பெறப்பட்ட தொகை|முன்பணம் செலுத்தியது"),
        (SummaryKind.Balance, "शेष|शेष राशि|बकाया|बकाया राशि|বাকি|বকেয়া|বাকি টাকা|நிலுவை|நிலுவைத் தொகை|பாக்கி|மீதி|மீதித் தொகை|செலுத்த வேண்டியது|மீதம் செலுத்த வேண்டியது|शेष देय|अवशेष|বাকি প্রদেয়|மீதி செலுத்த வேண்டியது"),
        (SummaryKind.Tax, "जीएसटी|सीजीएसटी|एसजीएसटी|आईजीएसटी|कर|জিএসটি|সিজিএসটি|এসজিএসটি|কর|ஜிஎஸ்டி|சிஜிஎஸ்டி|எஸ்ஜிஎஸ்டி|வரி"),
        (SummaryKind.RoundOff, "पूर्णांकन|पूर्णांक|রাউন্ড অফ|முழுமையாக்கம்"));

    private const int MostWords = 8;

    private static readonly HashSet<string> Totals = Set("योग कुल टोटल जोड़ जोड योगफल মোট টোটাল যোগফল যোগ সর্বমোট সাকুল্যে মোটমাট மொத்தம் கூட்டுத்தொகை கூடுதல் டோட்டல்");

    /// <summary>Words that say of a sum that it is the last.</summary>
    private static readonly HashSet<string> Last = Set("शुद्ध नेट निवल अंतिम देय समग्र महा সর্ব নিট নেট চূড়ান্ত প্রদেয় দেয় পরিশোধযোগ্য সর্বমোট সাকুল্যে நிகர நெட் இறுதி ஆக");

    private static readonly HashSet<string> OfBill = Set("बिल बिलिंग देयक बीजक इनवॉइस इनवॉयस रसीद হিসাব হিসাবের বিল বিলের ইনভয়েস ইনভয়েসের রসিদ পাওনা பில் பில்லின் இன்வாய்ஸ் ரசீது");

    private static readonly HashSet<string> OfMoney = Set("राशि धनराशि रकम मूल्य खर्च रुपये रुपए योग कुल जोड़ टोटल का की के টাকা টাকার মূল্য অঙ্ক অর্থ রাশি খরচ পরিমাণ মোট যোগফল টোটাল தொகை மொத்தத் கட்டணம் மதிப்பு மொத்தம் மொத்த ரூபாய் டோட்டல்");

    /// <summary>What a label in these scripts says; where it says it in English too, both must be labels.</summary>
    public static SummaryKind? Classify(string label)
    {
        if (!IndicText.IsIn(label) || (Words.Find(WithoutBracket(label.Trim())) ?? OfTax(label) ?? OfBillTotal(label)) is not { } kind)
            return null;
        var latin = string.Concat(label.Select(c => IndicText.IsIn(c) ? ' ' : c));
        return latin.Any(char.IsLetter) ? SummaryLine.Classify(latin) : kind;
    }

    /// <summary>"सीजीएसटी @ 2.5% पर 1,065.60": a tax with its percentage and what it is taken of.</summary>
    private static SummaryKind? OfTax(string label)
    {
        var end = label.AsSpan().IndexOfAny('@', '(');
        if (end < 0)
            end = label.AsSpan().IndexOfAnyInRange('0', '9');
        return end > 0 && label.Contains('%', StringComparison.Ordinal) && Words.Find(label.AsSpan(0, end)) == SummaryKind.Tax ? SummaryKind.Tax : null;
    }

    /// <summary>"शुद्ध देयक राशि", "নিট বিলের টাকা": nothing but words for a bill, for money and for what is left in the end, two of these at least.</summary>
    private static SummaryKind? OfBillTotal(string label)
    {
        var words = Split(label).Select(word => IndicText.Exact(word)).ToList();
        var (isLast, isOfBill, isOfMoney) = (words.Exists(Last.Contains), words.Exists(OfBill.Contains), words.Exists(OfMoney.Contains));
        return words.TrueForAll(word => Last.Contains(word) || OfBill.Contains(word) || OfMoney.Contains(word)) && words.Count > 1 && (isLast || isOfBill) && (isOfMoney || (isLast && isOfBill))
            ? SummaryKind.GrandTotal : null;
    }

    /// <summary>"ওষুধের মোট", "दवाइयों का योग", "ஆக மொத்தம்": a few words of which the last is a total's, whether of a section or of all.</summary>
    public static bool IsSum(string label)
    {
        var words = Split(label);
        return words.Length is > 1 and <= MostWords && Totals.Contains(IndicText.Exact(words[^1]));
    }

    private static string[] Split(string label) =>
        [.. WithoutBracket(label.Trim()).TrimEnd(':', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Any(char.IsLetterOrDigit))];

    private static HashSet<string> Set(string words) => [.. words.Split(' ').Select(word => IndicText.Exact(word))];

    /// <summary>"कुल योग (रु.)", "জের (পরের পাতা)" without their brackets.</summary>
    private static string WithoutBracket(string label)
    {
        var open = label.LastIndexOf('(');
        return open > 0 && label.TrimEnd(' ', ':').EndsWith(')') ? label[..open] : label;
    }
}

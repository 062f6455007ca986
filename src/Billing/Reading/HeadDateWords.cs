namespace MediAgents.Billing.Reading;

/// <summary>What the words beside a date of a bill's head call it, in English, Hindi, Bengali and Tamil, by the stems of the words.</summary>
internal static class HeadDateWords
{
    /// <summary>A stem of so few consonants is a whole word: it stands in too many others.</summary>
    private const int ShortStem = 2;

    /// <summary>Words that begin like a short stem have so many consonants more at most.</summary>
    private const int MostAdded = 1;

    private static readonly (HeadLabel Label, string[] Latin, Stem[] Indic)[] Stems =
    [
        (HeadLabel.Admitted, ["admi", "adm", "doa", "checkin", "hospitalised", "hospitalized", "bharti"],
            Written("भर्त दाखिल एडमिश ऐडमिश एडमिट ऐडमिट आने प्रवेश आगमन चेकइन ভর্ত দাখিল প্রবেশ অ্যাডমি এডমিশ এডমিট চেকইন আসার আগমন அனுமத சேர்க்க சேர்ப்ப சேர்ந்த சேர்க்கப் அட்மிஷ அட்மிச அட்மிட் செக்இன் வந்த வருகை")),
        (HeadLabel.Discharged, ["disch", "dod", "reliev", "releas", "checkout", "dschg", "chhutti"],
            Written("छुट्ट डिस्चा डिसचा मुक्त जाने निर्गमन प्रस्थान चेकआउट ছুট ডিসচা ডিস্চা ছাড় যাওয়া যাবার মুক্ত নির্গমন প্রস্থান চেকআউট রিলিজ டிஸ்சா டிச்சா அனுப்பப்ப வெளியேற விடுவிப்ப விடுவிக்க சென்றத செக்அவுட்")),
        (HeadLabel.ServiceDate, ["visit", "service", "treatment", "consult", "procedure", "opd", "seen", "attended", "rendered"],
            Written("सेवा जांच उपचार परामर्श दिखान সেবা পরীক্ষ চিকিৎসা দেখান সাক্ষাৎ சேவை பரிசோதனை சிகிச்சை பார்வை")),
        (HeadLabel.BillDate, ["bill", "invoice", "receipt", "dated", "statement", "voucher", "memo"],
            Written("बिल रसीद इनवॉइस स्टेटमेंट देयक বিল রসিদ ইনভয়েস স্টেটমেন্ট பில் ரசீது இன்வாய்ஸ் ஸ்டேட்மென்ட்")),
    ];

    /// <summary>Words that call a date a date and no more.</summary>
    private static readonly HashSet<string> Plain = [.. "date dt on dated दिनांक तारीख तिथि दि ता তারিখ তাং দিনাঙ্ক தேதி நாள் திகதி".Split(' ').Select(Key)];

    /// <summary>Words between the first and the last day of a period.</summary>
    private static readonly HashSet<string> Between = [.. "to till until upto thru through - – — से लेकर থেকে হতে হইতে முதல் தொடங்கி".Split(' ').Select(Key)];

    /// <summary>Words behind a date whose verb follows: "2/3/2026 को भर्ती किया गया".</summary>
    private static readonly HashSet<string> BeforeVerb = [.. "को তারিখে তারিখ দিনে রোজ அன்று தேதியில் தேதியன்று".Split(' ').Select(Key)];

    /// <summary>What a label calls a date; null if nothing, or two things at once.</summary>
    /// <param name="label">The words of the label.</param>
    /// <param name="isExact">
    /// Whether words of Indian scripts count as they are written only; else their consonants do, in which a broken text layer leaves
    /// them, but which other words may share (<c>भारत</c> and <c>भर्ती</c>).
    /// </param>
    public static HeadLabel? Meaning(string label, bool isExact)
    {
        if (label.Length == 0)
            return null;
        var letters = isExact ? IndicText.Exact(label) : IndicText.Skeleton(label);
        var words = label.Replace(".", "", StringComparison.Ordinal).Split([' ', ':', '/', '(', ')', ',', '|'], StringSplitOptions.RemoveEmptyEntries);
        HeadLabel? found = null;
        foreach (var (meaning, latin, indic) in Stems)
        {
            if (!Array.Exists(latin, stem => Array.Exists(words, word => BeginsWith(word, stem))) && !Array.Exists(indic, stem => Holds(letters, words, stem, isExact)))
                continue;
            // "Admission / discharge" says neither; a stay's label wins over a bill's or a visit's.
            if (found is HeadLabel.Admitted && meaning is HeadLabel.Discharged)
                return null;
            found ??= meaning;
        }

        return found;
    }

    /// <summary>True for a label of nothing but words for a date.</summary>
    public static bool IsPlainDate(string label) => label.Length > 0 && Array.TrueForAll(label.Split([' ', '/', ':'], StringSplitOptions.RemoveEmptyEntries), word => Plain.Contains(Key(word)));

    public static bool IsBeforeVerb(string word) => BeforeVerb.Contains(Key(word));

    public static bool IsBetween(string word) => Between.Contains(Key(word));

    public static bool IsPlainWord(string word) => Plain.Contains(Key(word));

    private static bool BeginsWith(string word, string stem) =>
        word.Replace("-", "", StringComparison.Ordinal).StartsWith(stem, StringComparison.OrdinalIgnoreCase);

    /// <summary>A text layer may part a word, so that a stem is looked for across words, but for the shortest.</summary>
    private static bool Holds(string letters, string[] words, Stem stem, bool isExact) =>
        stem.Skeleton.Length > ShortStem
            ? letters.Contains(isExact ? stem.Exact : stem.Skeleton, StringComparison.Ordinal)
            : Array.Exists(words, word => IndicText.Exact(word).StartsWith(stem.Exact, StringComparison.Ordinal) && IndicText.Skeleton(word).Length <= ShortStem + MostAdded);

    private static Stem[] Written(string stems) => [.. stems.Split(' ').Select(stem => new Stem(IndicText.Exact(stem), IndicText.Skeleton(stem)))];

    private readonly record struct Stem(string Exact, string Skeleton);

    private static string Key(string word) => IndicText.IsIn(word) ? IndicText.Exact(word) : word.TrimEnd('.', ':', ',').ToLowerInvariant();
}

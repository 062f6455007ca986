namespace MediAgents.Billing.Reading;

/// <summary>What a label in a bill's head is followed by.</summary>
internal enum HeadLabel
{
    Patient,
    Hospital,
    BillNumber,
    BillDate,
    Admitted,
    Discharged,
    Insurer,
    ServiceDate,
}

/// <summary>The labels of a bill's head in Hindi, Bengali and Tamil; each ends at a colon.</summary>
internal static class IndicLabels
{
    private const int MostWords = 6;

    private static readonly IndicWords<HeadLabel> Words = new(
        (HeadLabel.Patient, "मरीज|मरीज का नाम|रोगी|रोगी का नाम|রোগী|রোগীর নাম|நோயாளி|நோயாளி பெயர்|நோயாளியின் பெயர்"),
        (HeadLabel.Hospital, "अस्पताल|अस्पताल का नाम|হাসপাতাল|হাসপাতালের নাম|மருத்துவமனை|மருத்துவமனை பெயர்"),
        (HeadLabel.BillNumber, "बिल संख्या|बिल सं|बिल नं|बिल क्रमांक|रसीद संख्या|বিল নং|বিল নম্বর|রসিদ নং|பில் எண்|ரசீது எண்|பில் நம்பர்"),
        (HeadLabel.BillDate, "दिनांक|बिल दिनांक|बिल की तारीख|बिल तिथि|तारीख|তারিখ|বিলের তারিখ|தேதி|பில் தேதி|நாள்"),
        (HeadLabel.Admitted, "भर्ती|भर्ती दिनांक|भर्ती की तारीख|भर्ती तिथि|भर्ती की तिथि|প্রবেশের তারিখ|ভর্তি|ভর্তির তারিখ|சேர்க்கை|சேர்க்கை தேதி|சேர்க்கப்பட்ட தேதி|அனுமதி தேதி|அனுமதிக்கப்பட்ட தேதி"),
        (HeadLabel.Discharged, "छुट्टी|छुट्टी दिनांक|छुट्टी की तारीख|छुट्टी तिथि|छुट्टी की तिथि|डिस्चार्ज|डिस्चार्ज दिनांक|डिस्चार्ज तिथि|ছুটির তারিখ|ছাড়ার তারিখ|ডিসচার্জ|ডিসচার্জের তারিখ|வெளியேற்ற தேதி|வெளியேறிய தேதி|டிஸ்சார்ஜ்|டிஸ்சார்ஜ் தேதி"),
        (HeadLabel.Insurer, "बीमा|बीमा कंपनी|बीमा योजना|योजना|বীমা|বীমা কোম্পানি|காப்பீடு|காப்பீட்டு நிறுவனம்"));

    /// <summary>Labels and their values in the order of the line. A value ends at the next label or a wide gap.</summary>
    public static List<(HeadLabel Label, string Value)> Read(string line)
    {
        var found = new List<(HeadLabel, string)>();
        if (!IndicText.IsIn(line))
            return found;
        var places = new List<(HeadLabel Label, int Start, int Value)>();
        for (var i = 1; i < line.Length && places.Count < 20; i++)
        {
            if (line[i] == ':' && !char.IsDigit(line[i - 1]) && Before(line, i) is { } place)
                places.Add((place.Label, place.Start, i + 1));
        }

        for (var i = 0; i < places.Count; i++)
        {
            var end = i + 1 < places.Count ? places[i + 1].Start : line.Length;
            var value = line[places[i].Value..end].Trim(' ', '\t', ',', '|', '-', ':');
            var gap = value.IndexOf("  ", StringComparison.Ordinal);
            found.Add((places[i].Label, gap > 0 ? value[..gap] : value));
        }

        return found;
    }

    /// <summary>The longest run of words before a colon that is a label.</summary>
    private static (HeadLabel Label, int Start)? Before(string line, int colon)
    {
        (HeadLabel, int)? best = null;
        var at = colon;
        for (var words = 0; words < MostWords && at > 0; words++)
        {
            while (at > 0 && line[at - 1] == ' ')
                at--;
            while (at > 0 && line[at - 1] is not (' ' or '\t' or '|' or ','))
                at--;
            if (line.Skip(at).Take(colon - at).Any(c => char.IsDigit(c) || c == ':'))
                break;
            if (Words.Find(line.AsSpan(at, colon - at)) is { } label)
                best = (label, at);
            if (at > 0 && line[at - 1] is not ' ')
                break;
        }

        return best;
    }
}

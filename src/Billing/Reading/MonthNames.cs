namespace MediAgents.Billing.Reading;

/// <summary>Months by name and usual abbreviation in English, Hindi, Bengali and Tamil.</summary>
internal static class MonthNames
{
    private const int Longest = 16;

    private static readonly Dictionary<string, int> Numbers = Build();

    private static readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>1 to 12, or 0 for a word that is no month.</summary>
    public static int Find(ReadOnlySpan<char> word)
    {
        Span<char> key = stackalloc char[Longest];
        var length = 0;
        foreach (var c in word)
        {
            if (IsSilent(c))
                continue;
            if (length == Longest)
                return 0;
            key[length++] = c switch { '\u095E' => 'फ', '\u09DF' => 'য', _ => char.ToLowerInvariant(c) };
        }

        return Lookup.TryGetValue(key[..length], out var month) ? month : 0;
    }

    /// <summary>Letters, the signs that belong to a syllable, and joiners.</summary>
    public static bool IsPart(char c) =>
        char.IsLetter(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.SpacingCombiningMark || IsSilent(c);

    /// <summary>Joiners, and the dots under फ and য, which are written or left out at will.</summary>
    private static bool IsSilent(char c) => c is '\u200C' or '\u200D' or '\u093C' or '\u09BC';

    private static Dictionary<string, int> Build()
    {
        string[] months =
        [
            "jan january जनवरी जन জানুয়ারি জানুয়ারী জানু ஜனவரி ஜன",
            "feb february फरवरी फर ফেব্রুয়ারি ফেব্রুয়ারী ফেব பிப்ரவரி பெப்ரவரி பிப்",
            "mar march मार्च মার্চ மார்ச் மார்",
            "apr april अप्रैल अप्रै এপ্রিল ஏப்ரல் ஏப்",
            "may मई মে மே",
            "jun june जून জুন ஜூன்",
            "jul july जुलाई जुल জুলাই ஜூலை",
            "aug august अगस्त अग আগস্ট আগষ্ট ஆகஸ்ட் ஆகஸ்டு ஆக",
            "sep sept september सितंबर सितम्बर सित সেপ্টেম্বর সেপ্টে செப்டம்பர் செப்",
            "oct october अक्टूबर अक्तूबर अक्टू अक्तू অক্টোবর অক্টো அக்டோபர் அக்",
            "nov november नवंबर नवम्बर नव নভেম্বর নভে நவம்பர் நவ",
            "dec december दिसंबर दिसम्बर दिस ডিসেম্বর ডিসে டிசம்பர் டிச",
        ];
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < months.Length; i++)
        {
            foreach (var name in months[i].Split(' '))
                numbers[string.Concat(name.Where(c => !IsSilent(c)).Select(c => c == '\u09DF' ? 'য' : c))] = i + 1;
        }

        return numbers;
    }
}

namespace MediAgents.Billing.Reading;

/// <summary>Months by name and usual abbreviation in English, Hindi, Bengali and Tamil.</summary>
internal static class MonthNames
{
    private const int Longest = 16;

    /// <summary>A shorter word is too near to too many.</summary>
    private const int FewestMisread = 5;

    /// <summary>Of a name cut short.</summary>
    private const int FewestConsonants = 2;

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

        return Lookup.TryGetValue(key[..length], out var month) ? month : Shortened(key[..length]) is > 0 and var begun ? begun : Nearest(key[..length]);
    }

    /// <summary>The month whose name alone begins so, in an Indian script: everybody cuts it elsewhere (<c>নভে ফেব্রু नवं</c>).</summary>
    private static int Shortened(ReadOnlySpan<char> word)
    {
        if (!IndicText.IsIn(word) || IndicText.Skeleton(word).Length < FewestConsonants)
            return 0;
        var found = 0;
        foreach (var (name, month) in Numbers)
        {
            if (!name.AsSpan().StartsWith(word, StringComparison.Ordinal) || month == found)
                continue;
            if (found > 0)
                return 0;
            found = month;
        }

        return found;
    }

    /// <summary>
    /// The month of an Indian script that is nearest to a word that begins alike (<c>धुलाई</c> is laundry), where no other month is as near
    /// and at most a quarter of its characters differ: scans and broken text layers lose or change a sign. English words are left alone.
    /// </summary>
    private static int Nearest(ReadOnlySpan<char> word)
    {
        if (word.Length < FewestMisread || !IndicText.IsIn(word))
            return 0;
        var (nearest, least, isOnly) = (0, (word.Length / 4) + 1, true);
        foreach (var (name, month) in Numbers)
        {
            if (name.Length < FewestMisread || name[0] != word[0] || Math.Abs(name.Length - word.Length) > least || !IndicText.IsIn(name))
                continue;
            var distance = Distance(word, name);
            if (distance < least)
                (nearest, least, isOnly) = (month, distance, true);
            else if (distance == least && month != nearest)
                isOnly = false;
        }

        return isOnly ? nearest : 0;
    }

    /// <summary>Levenshtein's distance.</summary>
    private static int Distance(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        Span<int> row = stackalloc int[Longest + 1];
        for (var j = 0; j <= other.Length; j++)
            row[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
                (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (one[i - 1] == other[j - 1] ? 0 : 1)));
        }

        return row[other.Length];
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

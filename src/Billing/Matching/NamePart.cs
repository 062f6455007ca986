using System.Buffers;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Matching;

/// <summary>A part of a row's name that hospitals use for the whole: positions in the row's words, their weight, what the part is worth, and
/// whether it is the name itself rather than one of several things the row pays for.</summary>
internal readonly record struct NamePart(int[] Positions, float Total, float Factor, bool IsWhole)
{
    /// <summary>The position of a word without which the part is not meant: "thyroid" alone is no ultrasound.</summary>
    public int? Needed { get; init; }

    private static readonly SearchValues<char> AsciiLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private const float Strong = 0.95f;
    private const float Weak = 0.6f;

    /// <summary>True if the part alone can mean the row.</summary>
    public bool IsStrong => Factor >= Strong;

    /// <summary>The row of a name.</summary>
    /// <param name="service">The number of the row in its table.</param>
    /// <param name="rate">What the name is a name of.</param>
    /// <param name="name">The name as the tariff prints it, or another.</param>
    /// <param name="canonical">Its words after known phrases were replaced.</param>
    /// <param name="plain">Its words as written.</param>
    /// <param name="phrases">The phrases of the tariff.</param>
    /// <param name="lexicon">The words of all names.</param>
    /// <param name="said">The numbers of the words of all names of the service; filled here.</param>
    public static TariffRow Row(int service, CghsRate rate, string name, List<string> canonical, List<string> plain, Phrases phrases, Lexicon lexicon, HashSet<int> said)
    {
        var words = Words(canonical, plain);
        var ids = words.Select(lexicon.Id).ToArray();
        said.UnionWith(ids);
        var idf = ids.Select(lexicon.Idf).ToArray();
        var parts = new List<NamePart> { Of(canonical, words, idf, 1f, true), Of(plain, words, idf, 1f, true) };
        HashSet<string> core = [.. canonical];
        var isOwn = name == rate.Name;
        foreach (var (at, (piece, isWhole)) in Pieces(name).Index())
        {
            var own = Wording.Tokens(piece, phrases).Where(words.Contains).ToList();
            if (at == 0)
                core.IntersectWith(own);
            if (own.Count > 0 && own.Count < words.Count)
                parts.Add(Of(own, words, idf, own.Count > 1 || lexicon.ServicesOf(own[0]) <= 3 ? Strong : Weak, isWhole));
        }

        foreach (var piece in Alone(name))
        {
            var own = Wording.Tokens(piece, phrases).Where(words.Contains).ToList();
            if (own.Count is > 0 and <= 3 && own.Count < words.Count && own.Exists(word => lexicon.ServicesOf(word) == 1))
                parts.Add(Of(own, words, idf, Strong, true));
        }

        if (canonical.Count > 0 && IsImaging(canonical[0]))
        {
            foreach (var place in Listed(name))
            {
                var own = Wording.Tokens(place, phrases).Where(words.Contains).ToList();
                if (own.Count is 1 or 2)
                    parts.Add(Of([canonical[0], .. own], words, idf, Strong, true) with { Needed = words.IndexOf(canonical[0]) });
            }
        }

        return new(
            service,
            rate,
            isOwn,
            [.. canonical],
            [.. words],
            [.. words.Select(word => isOwn ? Qualifiers.IsQualifier(word) || word is "session" or "test" or "assay" or "unit" : Lexicon.IsFiller(word))],
            [.. words.Select(word => Qualifiers.IsDefining(word) && core.Contains(word) ? word : null)],
            ids,
            idf,
            [.. parts],
            said);
    }

    /// <summary>A word of a known long form still says what it is when its neighbours are missing or out of order.</summary>
    public static List<string> Words(List<string> canonical, List<string> plain) => [.. canonical.Union(plain)];

    /// <summary>False where the word it needs was not found.</summary>
    public bool CanBeMeant(ReadOnlySpan<float> found) => Needed is not { } needed || found[needed] > 0;

    private static NamePart Of(List<string> own, List<string> words, float[] idf, float factor, bool isWhole)
    {
        var positions = own.Select(token => words.IndexOf(token)).ToArray();
        return new(positions, positions.Sum(position => idf[position]), factor, isWhole);
    }

    /// <summary>
    /// What can stand for the name if nothing else in the tariff is called so: a bracketed abbreviation of what stands before it
    /// ("Free Thyroxine (FT4)") or one long word ("Uroflow Study (Uroflowmetry)"), and what follows a dash ("Blood Component Charges - Packed Red Cell").
    /// </summary>
    private static IEnumerable<string> Alone(string name)
    {
        var open = name.IndexOf('(', StringComparison.Ordinal);
        var close = open < 0 ? -1 : name.IndexOf(')', open);
        if (open > 0 && close > 0 && (IsShort(name[(open + 1)..close], name[..open]) || IsLongWord(name.AsSpan(open + 1, close - open - 1))))
            yield return name[(open + 1)..close];
        var dash = name.IndexOf("- ", StringComparison.Ordinal);
        if (dash > 5)
            yield return name[(dash + 2)..];
    }

    private static bool IsImaging(string word) => word is "xray" or "usg" or "ct" or "mri";

    /// <summary>The places that a bracket lists: "USG Small parts (scrotum, thyroid, parathyroid etc)" is billed as "USG thyroid".</summary>
    private static IEnumerable<string> Listed(string name)
    {
        for (var open = name.IndexOf('(', StringComparison.Ordinal); open > 0; open = name.IndexOf('(', open + 1))
        {
            var close = name.IndexOf(')', open);
            if (close < 0)
                yield break;
            var places = name[(open + 1)..close].Split(['/', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            for (var i = 0; places.Length >= 3 && i < places.Length; i++)
                yield return places[i];
        }
    }

    private static bool IsLongWord(ReadOnlySpan<char> inside) => inside.Length >= 8 && !inside.ContainsAnyExcept(AsciiLetters);

    private static bool IsShort(string inside, string before)
    {
        if (inside.Length is < 2 or > 10 || inside.Count(char.IsAsciiLetterUpper) < 2)
            return false;
        return IsSpelledIn(inside, before[(before.LastIndexOfAny(['-', '/']) + 1)..].Trim()) || IsSpelledIn(inside, before.Trim());
    }

    private static bool IsSpelledIn(string inside, string segment)
    {
        if (segment.Length == 0 || char.ToUpperInvariant(segment[0]) != char.ToUpperInvariant(inside[0]))
            return false;
        var at = 0;
        var letters = inside.Where(char.IsAsciiLetter).Select(char.ToUpperInvariant).ToArray();
        foreach (var letter in segment)
            at += at < letters.Length && char.ToUpperInvariant(letter) == letters[at] ? 1 : 0;
        return at == letters.Length;
    }

    /// <summary>
    /// The name without brackets and without what follows "including" or "excluding", what stands before a list of its contents, and each
    /// side of a stroke; of one stroke both sides are names of the service, of several they may be several services of one price.
    /// </summary>
    private static IEnumerable<(string Text, bool IsWhole)> Pieces(string name)
    {
        var plain = name;
        for (var open = plain.IndexOf('(', StringComparison.Ordinal); open >= 0; open = plain.IndexOf('(', StringComparison.Ordinal))
        {
            var close = plain.IndexOf(')', open);
            plain = close < 0 ? plain[..open] : plain.Remove(open, close - open + 1);
        }

        foreach (var word in (ReadOnlySpan<string>)["excluding", "including", "inclusive", "incl", "with or without", "with/without"])
        {
            var at = plain.IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at > 5)
                plain = plain[..at];
        }

        var pieces = new List<(string, bool)> { (plain, true) };
        var sides = plain.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (sides.Length > 1)
        {
            // "Blood Glucose Random / Blood Glucose Fasting" are names of one service, however many.
            var sameHead = sides.Select(side => Wording.Split(side).FirstOrDefault()).Distinct(StringComparer.Ordinal).Count() == 1;
            pieces.AddRange(sides.Select(side => (side, sides.Length == 2 || sameHead)));
        }

        // "Urine Routine- pH, Sugar, Protein": a list of what belongs to the service.
        var dash = plain.IndexOf("- ", StringComparison.Ordinal);
        if (dash > 5 && plain.IndexOf(',', dash) > 0)
            pieces.Add((plain[..dash], true));
        var comma = plain.IndexOf(',', StringComparison.Ordinal);
        if (comma > 5)
            pieces.Add((plain[..comma], true));
        return pieces;
    }
}

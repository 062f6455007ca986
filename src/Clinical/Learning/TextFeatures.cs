using System.Numerics;
using MediAgents.Clinical.Language;

namespace MediAgents.Clinical.Learning;

/// <summary>
/// What a learned model sees of a text: stems, neighbouring stems, concepts of the phrase book and pairs of them in one sentence.
/// Words that are denied, or only asked by a clinician, are not seen.
/// </summary>
internal static class TextFeatures
{
    /// <summary>Words read; a complaint is told in the first hundred, and time stays bounded whatever is pasted.</summary>
    public const int MostWords = 300;

    // A text of three words should not be judged as firmly as one of thirty.
    private const int FewFeatures = 24;

    private const int LongestName = 72;
    private const int LongestStem = 32;
    private const Mention Unseen = Mention.Negated | Mention.Asked;

    public static void Read(string text, Token[] read, IReadOnlyList<string> concepts, IFeatureSink sink)
    {
        var tokens = read.AsSpan(0, Math.Min(read.Length, MostWords));
        ReadWords(text, tokens, sink);
        ReadConcepts(tokens, concepts, sink);
    }

    /// <summary>What each of so many features counts, so that long texts are not judged more firmly than short ones.</summary>
    public static double Scale(int features) => 1 / Math.Sqrt(Math.Max(FewFeatures, features));

    private static void ReadWords(string text, ReadOnlySpan<Token> tokens, IFeatureSink sink)
    {
        Span<char> name = stackalloc char[LongestName];
        Span<char> stem = stackalloc char[LongestStem];
        Span<char> before = stackalloc char[LongestStem];
        var beforeLength = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            if ((tokens[i].Mention & Unseen) != Mention.Present)
            {
                beforeLength = 0;
                continue;
            }

            var length = StemOf(text, tokens[i], stem);
            var isNumber = !stem[..length].ContainsAnyExcept('0');
            if (!isNumber)
                sink.Mentions(stem[..length], i, i);
            // A number tells something only beside a word: "160 over", "3 weeks".
            if (beforeLength > 0 && tokens[i].Before != Break.Sentence && !(isNumber && !before[..beforeLength].ContainsAnyExcept('0')))
                sink.Mentions(Joined(name, before[..beforeLength], ' ', stem[..length]), i - 1, i);
            stem[..length].CopyTo(before);
            beforeLength = length;
        }
    }

    private static int StemOf(string text, in Token token, Span<char> stem)
    {
        var length = 0;
        foreach (var c in text.AsSpan(token.Start, token.Length))
        {
            if (length < LongestStem && c is not ('\'' or '\u2019' or '.'))
                stem[length++] = char.IsAsciiDigit(c) ? '0' : char.ToLowerInvariant(c);
        }

        return Stemmer.Stem(stem[..length]);
    }

    private static void ReadConcepts(ReadOnlySpan<Token> tokens, IReadOnlyList<string> concepts, IFeatureSink sink)
    {
        for (var start = 0; start < tokens.Length;)
        {
            var end = start;
            var held = UInt128.Zero;
            while (end < tokens.Length && tokens[end].Sentence == tokens[start].Sentence)
            {
                if ((tokens[end].Mention & Unseen) == Mention.Present)
                    held |= tokens[end].Concepts;
                end++;
            }

            ReadPairs(held, start, end - 1, concepts, sink);
            start = end;
        }
    }

    private static void ReadPairs(UInt128 held, int first, int last, IReadOnlyList<string> concepts, IFeatureSink sink)
    {
        Span<char> name = stackalloc char[LongestName];
        for (var left = held; left != UInt128.Zero; left &= left - UInt128.One)
        {
            var one = concepts[(int)UInt128.TrailingZeroCount(left)];
            sink.Mentions(Joined(name, "@", one, ""), first, last);
            for (var others = left & (left - UInt128.One); others != UInt128.Zero; others &= others - UInt128.One)
            {
                var other = concepts[(int)UInt128.TrailingZeroCount(others)];
                sink.Mentions(Joined(name, "@", one, other), first, last);
            }
        }
    }

    private static Span<char> Joined(Span<char> name, ReadOnlySpan<char> one, char mark, ReadOnlySpan<char> other)
    {
        one.CopyTo(name);
        name[one.Length] = mark;
        other.CopyTo(name[(one.Length + 1)..]);
        return name[..(one.Length + 1 + other.Length)];
    }

    private static Span<char> Joined(Span<char> name, ReadOnlySpan<char> mark, ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        mark.CopyTo(name);
        one.CopyTo(name[mark.Length..]);
        var length = mark.Length + one.Length;
        if (other.Length == 0)
            return name[..length];
        name[length] = '+';
        other.CopyTo(name[(length + 1)..]);
        return name[..(length + 1 + other.Length)];
    }
}

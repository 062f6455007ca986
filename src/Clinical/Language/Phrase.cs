namespace MediAgents.Clinical.Language;

/// <summary>One place in a phrase: a stem, or any word of a concept (-1 where it is the other).</summary>
internal readonly record struct Element(int Symbol, int Concept)
{
    public bool Matches(in Token token) =>
        Symbol >= 0 ? token.Symbol == Symbol : Holds(token.Concepts);

    /// <summary>How many words behind <paramref name="token"/> belong to the element as well.</summary>
    public int Tail(in Token token) => Symbol < 0 && Holds(token.PhraseConcepts) ? token.PhraseTail : 0;

    private bool Holds(UInt128 concepts) => (concepts >> Concept & UInt128.One) != UInt128.Zero;
}

/// <summary>
/// Words in a row (function words may stand between them), or several such rows near each other in one sentence in any order.
/// </summary>
/// <param name="Rows">The rows; the first word of the first row is where matching begins.</param>
/// <param name="Denies">The phrase itself contains a negator ("no feeling"), so that a negation does not deny it.</param>
internal sealed record Phrase(Element[][] Rows, bool Denies)
{
    private const int Window = 9;
    private const int LongestGap = 2;

    /// <summary>Where the phrase stands if its first word is <paramref name="anchor"/>: the words it covers and how they are meant.</summary>
    public bool TryMatch(ReadOnlySpan<Token> tokens, int anchor, out PhraseMatch match)
    {
        match = default;
        var end = RowEnd(tokens, anchor, Rows[0], out var mention);
        if (end < 0)
            return false;
        var start = anchor;
        var (firstStart, firstEnd) = (anchor, end);
        for (var r = 1; r < Rows.Length; r++)
        {
            if (!TryNearest(tokens, firstStart, firstEnd, Rows[r], out var near, out var nearEnd, out var nearMention))
                return false;
            start = Math.Min(start, near);
            end = Math.Max(end, nearEnd);
            mention |= nearMention;
        }

        match = new PhraseMatch(start, end, Denies ? mention & ~Mention.Negated : mention);
        return true;
    }

    private static bool TryNearest(
        ReadOnlySpan<Token> tokens, int start, int end, Element[] row, out int at, out int rowEnd, out Mention mention)
    {
        var sentence = tokens[start].Sentence;
        for (var distance = 1; distance <= Window; distance++)
        {
            at = end + distance;
            if (at < tokens.Length && tokens[at].Sentence == sentence && (rowEnd = RowEnd(tokens, at, row, out mention)) >= 0)
                return true;
            at = start - distance;
            if (at >= 0 && tokens[at].Sentence == sentence && (rowEnd = RowEnd(tokens, at, row, out mention)) >= 0 && rowEnd < start)
                return true;
        }

        (at, rowEnd, mention) = (-1, -1, Mention.Present);
        return false;
    }

    private static int RowEnd(ReadOnlySpan<Token> tokens, int at, Element[] row, out Mention mention)
    {
        mention = tokens[at].Mention;
        if (!row[0].Matches(tokens[at]))
            return -1;
        at += row[0].Tail(tokens[at]);
        for (var e = 1; e < row.Length; e++)
        {
            var gap = 0;
            for (at++; ; at++)
            {
                if (at >= tokens.Length || tokens[at].Before == Break.Sentence)
                    return -1;
                if (row[e].Matches(tokens[at]))
                    break;
                if (++gap > LongestGap || (tokens[at].Cue & Cue.Filler) == Cue.None)
                    return -1;
            }

            mention |= tokens[at].Mention;
            at += row[e].Tail(tokens[at]);
        }

        return at;
    }
}

/// <summary>The words from <paramref name="First"/> to <paramref name="Last"/>, inclusive.</summary>
internal readonly record struct PhraseMatch(int First, int Last, Mention Mention);

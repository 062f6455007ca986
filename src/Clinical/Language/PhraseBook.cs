namespace MediAgents.Clinical.Language;

/// <summary>An entry of a phrase book: all of <paramref name="Required"/> must be found and none of <paramref name="Absent"/>.</summary>
internal sealed record PhraseEntry<TPayload>(TPayload Payload, int[] Required, int[] Absent, string Source);

/// <summary>An entry found in a text, with the best match of each required phrase.</summary>
internal readonly record struct EntryMatch<TPayload>(PhraseEntry<TPayload> Entry, PhraseMatch[] Parts)
{
    /// <summary>Everything said of any part.</summary>
    public Mention Mention
    {
        get
        {
            var mention = Mention.Present;
            foreach (var part in Parts)
                mention |= part.Mention;
            return mention;
        }
    }
}

/// <summary>What a phrase book read in a text.</summary>
internal sealed record Reading<TPayload>(Token[] Tokens, IReadOnlyList<EntryMatch<TPayload>> Matches);

/// <summary>A table of phrases compiled so that a text is read once, in time proportional to its length.</summary>
internal sealed class PhraseBook<TPayload>(
    Vocabulary vocabulary,
    IReadOnlyList<Phrase> phrases,
    IReadOnlyList<(Phrase Phrase, int Concept)> conceptPhrases,
    IReadOnlyList<PhraseEntry<TPayload>> entries,
    IReadOnlyList<string> concepts)
{
    private readonly int[]?[] phrasesBySymbol = Anchors(phrases, vocabulary.Count, e => e.Symbol);
    private readonly int[]?[] phrasesByConcept = Anchors(phrases, 128, e => e.Concept);
    private readonly int[]?[] conceptsBySymbol = Anchors([.. conceptPhrases.Select(c => c.Phrase)], vocabulary.Count, e => e.Symbol);

    private readonly int[]?[] entriesByPhrase = ByFirstPhrase(entries, phrases.Count);

    /// <summary>The names of the concepts; the place of a name is the bit in <see cref="Token.Concepts"/>.</summary>
    public IReadOnlyList<string> Concepts => concepts;

    /// <summary>Reads a text, joining the phrases of an entry from anywhere in it.</summary>
    public Reading<TPayload> Read(string text) => Read(text, int.MaxValue);

    /// <summary>
    /// Reads a text in overlapping windows, so that the phrases of an entry join only when they stand within
    /// <paramref name="window"/> words of each other (at least within half of it).
    /// </summary>
    public Reading<TPayload> Read(string text, int window)
    {
        var tokens = Tokenizer.Tokenize(text, vocabulary);
        Mentions.Mark(tokens);
        MarkConcepts(tokens);
        var matches = new List<EntryMatch<TPayload>>();
        var findings = new Findings(phrases.Count);
        for (var start = 0; start == 0 || start + (window / 2) < tokens.Length; start += window / 2)
        {
            Find(tokens, start, (int)Math.Min(tokens.Length, (long)start + window), findings);
            Collect(findings, matches);
            findings.Clear();
            if (window >= tokens.Length)
                break;
        }

        findings.Release();
        return new Reading<TPayload>(tokens, matches);
    }

    private void Find(Token[] tokens, int start, int end, Findings findings)
    {
        for (var i = start; i < end; i++)
        {
            if (tokens[i].Symbol >= 0)
                TryAll(phrasesBySymbol[tokens[i].Symbol], tokens, i, findings);
            for (var left = tokens[i].Concepts; left != UInt128.Zero; left &= left - UInt128.One)
                TryAll(phrasesByConcept[(int)UInt128.TrailingZeroCount(left)], tokens, i, findings);
        }
    }

    private void MarkConcepts(Token[] tokens)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Symbol < 0 || conceptsBySymbol[tokens[i].Symbol] is not { } candidates)
                continue;
            foreach (var candidate in candidates)
            {
                var (phrase, concept) = conceptPhrases[candidate];
                if (!phrase.TryMatch(tokens, i, out var match))
                    continue;
                MarkPhrase(ref tokens[i], concept, match);
                if (phrase.Denies)
                    Affirm(tokens.AsSpan(match.First, match.Last - match.First + 1));
            }
        }
    }

    private static void MarkPhrase(ref Token token, int concept, PhraseMatch match)
    {
        var bit = UInt128.One << concept;
        if ((token.Concepts & bit) == UInt128.Zero || token.PhraseTail > 0)
            token.PhraseConcepts |= bit;
        token.Concepts |= bit;
        token.PhraseTail = (byte)Math.Max(token.PhraseTail, match.Last - match.First);
    }

    private static void Affirm(Span<Token> tokens)
    {
        foreach (ref var token in tokens)
            token.Mention &= ~Mention.Negated;
    }

    private void TryAll(int[]? candidates, Token[] tokens, int at, Findings findings)
    {
        if (candidates is null)
            return;
        foreach (var candidate in candidates)
        {
            if (!findings.IsCertain(candidate) && phrases[candidate].TryMatch(tokens, at, out var match))
                findings.Add(candidate, match);
        }
    }

    private void Collect(Findings findings, List<EntryMatch<TPayload>> matches)
    {
        foreach (var phrase in findings.Phrases)
        {
            foreach (var id in entriesByPhrase[phrase] ?? [])
            {
                var entry = entries[id];
                if (IsWhole(entry, findings))
                    matches.Add(new EntryMatch<TPayload>(entry, Array.ConvertAll(entry.Required, p => findings[p]!.Value)));
            }
        }
    }

    private static bool IsWhole(PhraseEntry<TPayload> entry, Findings findings)
    {
        foreach (var phrase in entry.Required)
        {
            if (findings[phrase] is null)
                return false;
        }

        foreach (var phrase in entry.Absent)
        {
            if (findings[phrase] is { } match && (match.Mention & Mention.Negated) == Mention.Present)
                return false;
        }

        return true;
    }

    private static int[]?[] ByFirstPhrase(IReadOnlyList<PhraseEntry<TPayload>> entries, int size)
    {
        var lists = new List<int>?[size];
        for (var i = 0; i < entries.Count; i++)
            (lists[entries[i].Required[0]] ??= []).Add(i);
        return Array.ConvertAll(lists, list => list?.ToArray());
    }

    private static int[]?[] Anchors(IReadOnlyList<Phrase> phrases, int size, Func<Element, int> anchorOf)
    {
        var lists = new List<int>?[size];
        for (var i = 0; i < phrases.Count; i++)
        {
            var anchor = anchorOf(phrases[i].Rows[0][0]);
            if (anchor >= 0)
                (lists[anchor] ??= []).Add(i);
        }

        return Array.ConvertAll(lists, list => list?.ToArray());
    }
}

namespace MediAgents.Clinical.Language;

/// <summary>
/// Says of every word how it is meant: denied, a relative's, long past, only supposed, asked about in general.
/// A forward-scope method in the manner of NegEx and ConText (Chapman 2001; Harkema 2009), on plain word lists.
/// </summary>
internal static class Mentions
{
    private const int LongestNegation = 9;
    // How far a supposition or an aside reaches; without a bound a text of nothing but "if" would take quadratic time.
    private const int LongestScope = 40;
    private const int LongestListItem = 4;
    private const int YearsWindow = 3;

    public static void Mark(Token[] tokens)
    {
        for (var start = 0; start < tokens.Length;)
        {
            var end = start + 1;
            while (end < tokens.Length && tokens[end].Sentence == tokens[start].Sentence)
                end++;
            var sentence = tokens.AsSpan(start, end - start);
            MarkNegation(sentence);
            MarkHistory(sentence);
            MarkSupposition(sentence);
            MarkAsides(sentence);
            MarkAsked(sentence, end < tokens.Length ? tokens.AsSpan(end) : []);
            start = end;
        }
    }

    private static void MarkNegation(Span<Token> sentence)
    {
        for (var i = 0; i < sentence.Length; i++)
        {
            if (!Has(sentence[i], Cue.Negator) || DeniesRecovery(sentence, i) || (i > 0 && Has(sentence[i - 1], Cue.Ability)))
                continue;
            for (var j = i + 1; j < sentence.Length && j - i <= LongestNegation * 2; j++)
            {
                if (Has(sentence[j], Cue.Contrast) && !Has(sentence[j], Cue.Negator))
                    break;
                if (sentence[j].Before == Break.Clause ? StartsAnew(sentence, j) : j - i > LongestNegation)
                    break;
                sentence[j].Mention |= Mention.Negated;
            }
        }
    }

    /// <summary>"No relief", "not getting better", "cannot lift": what is missing is health, so the complaint stands.</summary>
    private static bool DeniesRecovery(ReadOnlySpan<Token> sentence, int negator)
    {
        for (var i = negator + 1; i < sentence.Length && i <= negator + 2; i++)
        {
            if (sentence[i].Before != Break.None)
                return true;
            if (Has(sentence[i], Cue.Recovery))
                return true;
            if (!Has(sentence[i], Cue.Filler))
                return false;
        }

        return negator == sentence.Length - 1;
    }

    /// <summary>Whether the clause that begins here leaves the list "no fever, cough or cold" and tells something new.</summary>
    private static bool StartsAnew(ReadOnlySpan<Token> sentence, int start)
    {
        var length = 1;
        while (start + length < sentence.Length && sentence[start + length].Before == Break.None)
            length++;
        if (length > LongestListItem + 2)
            return true;
        for (var i = start; i < start + length; i++)
        {
            if (Has(sentence[i], Cue.ClauseStart | Cue.Now | Cue.Contrast))
                return true;
        }

        return false;
    }

    private static void MarkHistory(Span<Token> sentence)
    {
        var now = false;
        foreach (ref readonly var token in sentence)
            now |= Has(token, Cue.Now);

        var relative = false;
        var told = Mention.Present;
        for (var i = 0; i < sentence.Length; i++)
        {
            if (Has(sentence[i], Cue.Relative))
                relative = true;
            else if (IsFirstPersonSubject(sentence, i))
                (relative, told) = (false, Mention.Present);
            if (relative && Has(sentence[i], Cue.HistoryVerb))
                told = Mention.Family;
            else if (relative && told == Mention.Present && Has(sentence[i], Cue.Had))
                told = Mention.Kin;
            if (!now)
                sentence[i].Mention |= told;
        }

        MarkPast(sentence);
    }

    private static bool IsFirstPersonSubject(ReadOnlySpan<Token> sentence, int i) =>
        Has(sentence[i], Cue.FirstPerson)
        || (Has(sentence[i], Cue.My) && i > 0 && i + 1 < sentence.Length && !Has(sentence[i + 1], Cue.Relative));

    private static void MarkPast(Span<Token> sentence)
    {
        for (var start = 0; start < sentence.Length;)
        {
            var end = start + 1;
            while (end < sentence.Length && sentence[end].Before == Break.None && !Has(sentence[end], Cue.Contrast))
                end++;
            var clause = sentence[start..end];
            if (IsPast(clause))
            {
                foreach (ref var token in clause)
                    token.Mention |= Mention.Past;
            }

            start = end;
        }
    }

    private static bool IsPast(ReadOnlySpan<Token> clause)
    {
        for (var i = 0; i < clause.Length; i++)
        {
            if (Has(clause[i], Cue.Onset | Cue.Now))
                return false;
        }

        for (var i = 0; i < clause.Length; i++)
        {
            if (Has(clause[i], Cue.Past))
                return true;
            if (clause[i].IsYear)
                return true;
            if (!Has(clause[i], Cue.Ago))
                continue;
            for (var j = Math.Max(0, i - YearsWindow); j < i; j++)
            {
                if (Has(clause[j], Cue.Years))
                    return true;
            }
        }

        return false;
    }

    private static void MarkSupposition(Span<Token> sentence)
    {
        if (IsEducational(sentence))
        {
            foreach (ref var token in sentence)
                token.Mention |= Mention.Educational;
        }

        for (var i = 0; i < sentence.Length; i++)
        {
            if (IsSupposed(sentence, i))
                Suppose(Scope(sentence, i + 1), feared: Has(sentence[i], Cue.Dread));
        }
    }

    /// <summary>"If I get chest pain" supposes; "tell me if my chest pain is serious" does not.</summary>
    private static bool IsSupposed(ReadOnlySpan<Token> sentence, int i) =>
        Has(sentence[i], Cue.Dread)
        || (Has(sentence[i], Cue.Possibility) && (i + 1 == sentence.Length || !Has(sentence[i + 1], Cue.My)));

    private static Span<Token> Scope(Span<Token> sentence, int start) =>
        sentence.Slice(start, Math.Min(LongestScope, sentence.Length - start));

    private static void Suppose(Span<Token> following, bool feared)
    {
        foreach (ref var token in following)
        {
            if (token.Before == Break.Clause || Has(token, Cue.Contrast) || (feared && Has(token, Cue.FirstPerson)))
                return;
            token.Mention |= Mention.Hypothetical;
        }
    }

    /// <summary>"What are the signs of a stroke?" asks; "what is this pain in my chest" tells.</summary>
    private static bool IsEducational(ReadOnlySpan<Token> sentence)
    {
        var asks = false;
        var about = false;
        for (var i = 0; i < sentence.Length; i++)
        {
            if (Has(sentence[i], Cue.FirstPerson | Cue.My | Cue.Now)
                || (Has(sentence[i], Cue.Relative) && !Has(sentence[i], Cue.HistoryVerb)))
                return false;
            asks |= i < 4 && Has(sentence[i], Cue.Asking);
            about |= Has(sentence[i], Cue.AskedAbout);
        }

        // "What to do for crushing chest pain?" is asked by somebody who has it.
        var opens = Has(sentence[0], Cue.Asking) && !(sentence.Length > 1 && Has(sentence[1], Cue.Infinitive));
        asks &= opens || !Has(sentence[0], Cue.Asking);
        return (asks && about) || (opens && sentence[^1].EndsQuestion) || (opens && sentence.Length <= 8);
    }

    private static void MarkAsides(Span<Token> sentence)
    {
        for (var i = 0; i < sentence.Length; i++)
        {
            if (!Has(sentence[i], Cue.Aside))
                continue;
            for (var j = i + 1; j < sentence.Length && j - i <= LongestScope; j++)
            {
                if ((sentence[j].Before == Break.Clause && j > i + 1) || Has(sentence[j], Cue.Contrast))
                    break;
                sentence[j].Mention |= Mention.Aside;
            }
        }
    }

    /// <summary>In a dialogue the clinician's questions are not findings; answered with no, they are denials.</summary>
    private static void MarkAsked(Span<Token> sentence, ReadOnlySpan<Token> following)
    {
        if (sentence[0].Speaker != Speaker.Clinician || !IsQuestion(sentence))
            return;
        var denied = following.Length > 0 && following[0].Speaker == Speaker.Patient && Has(following[0], Cue.Negator);
        foreach (ref var token in sentence)
            token.Mention |= denied ? Mention.Negated : Mention.Asked;
    }

    private static bool IsQuestion(ReadOnlySpan<Token> sentence)
    {
        if (sentence[^1].EndsQuestion)
            return true;
        foreach (ref readonly var token in sentence)
        {
            if (Has(token, Cue.Any))
                return true;
        }

        return false;
    }

    private static bool Has(in Token token, Cue cue) => (token.Cue & cue) != Cue.None;
}

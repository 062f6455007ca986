namespace MediAgents.Clinical.Language;

/// <summary>Cuts a text into words, sentences and, in a dialogue, speakers. Never throws, whatever the characters.</summary>
internal static class Tokenizer
{
    /// <summary>Characters read of one text; what follows is ignored. A long consultation has about 20,000.</summary>
    public const int LongestText = 200_000;

    private const int LongestWord = 32;

    public static Token[] Tokenize(string text, Vocabulary vocabulary)
    {
        var characters = text.AsSpan(0, Math.Min(text.Length, LongestText));
        var tokens = new List<Token>(Math.Min(characters.Length / 4, 4096) + 4);
        Span<char> word = stackalloc char[LongestWord];
        var sentence = 0;
        var pending = Break.Sentence;
        var speaker = Speaker.Unknown;
        var i = 0;
        while (i < characters.Length)
        {
            if (!char.IsLetterOrDigit(characters[i]))
            {
                if (EndsSentence(characters, i, tokens))
                    pending = Break.Sentence;
                else if (IsClauseMark(characters, i) && pending == Break.None)
                    pending = Break.Clause;
                i++;
                continue;
            }

            var start = i;
            var length = 0;
            while (i < characters.Length && ContinuesWord(characters, i))
            {
                if (length < LongestWord && characters[i] is not ('\'' or '\u2019' or '.'))
                    word[length++] = char.ToLowerInvariant(characters[i]);
                i++;
            }

            var cue = CueWords.Of(word[..length]);
            if (SpeakerNamed(characters, start, i, cue) is { } named)
            {
                speaker = named;
                pending = Break.Sentence;
                continue;
            }

            if (pending == Break.Sentence && tokens.Count > 0)
                sentence++;
            var isYear = length == 4 && word[0] is '1' or '2' && (word[..2] is "19" or "20") && char.IsAsciiDigit(word[2]);
            var stem = word[..Stemmer.Stem(word[..length])];
            var symbol = vocabulary.Find(stem, mayBeMisspelt: cue == Cue.None && CueWords.Of(stem) == Cue.None);
            if (symbol < 0 && length is 2 or 3 && !word[..length].ContainsAnyExceptInRange('0', '9'))
                symbol = vocabulary.Find(length == 2 ? "num2" : "num3", mayBeMisspelt: false);
            tokens.Add(new Token
            {
                Start = start,
                Length = i - start,
                Symbol = symbol,
                Sentence = sentence,
                Before = pending,
                Speaker = speaker,
                IsYear = isYear,
                Cue = cue,
                Concepts = symbol < 0 ? UInt128.Zero : vocabulary.ConceptsOf(symbol),
            });
            pending = Break.None;
        }

        return [.. tokens];
    }

    private static bool ContinuesWord(ReadOnlySpan<char> text, int i)
    {
        if (char.IsLetterOrDigit(text[i]) || text[i] == '_')
            return true;
        if (i + 1 >= text.Length || i == 0)
            return false;
        // "don't", and "B.P." as much as "b.p": a dot between two single letters.
        return text[i] is '\'' or '\u2019'
            ? char.IsLetter(text[i + 1])
            : text[i] == '.' && char.IsLetter(text[i - 1]) && char.IsLetter(text[i + 1])
                && (i < 2 || !char.IsLetter(text[i - 2])) && (i + 2 >= text.Length || !char.IsLetter(text[i + 2]));
    }

    private static bool EndsSentence(ReadOnlySpan<char> text, int i, List<Token> tokens)
    {
        switch (text[i])
        {
            case '?':
                if (tokens.Count > 0)
                    tokens[^1] = tokens[^1] with { EndsQuestion = true };
                return true;
            case '.':
                return i + 1 >= text.Length || !char.IsDigit(text[i + 1]);
            case '!' or '\n' or '\u0964':
                return true;
            default:
                return false;
        }
    }

    private static bool IsClauseMark(ReadOnlySpan<char> text, int i) =>
        text[i] is ',' or ';' or ':' or '(' or ')' or '\u2014' or '\u2013'
        || (text[i] == '-' && i > 0 && text[i - 1] == ' ');

    private static Speaker? SpeakerNamed(ReadOnlySpan<char> text, int start, int end, Cue cue)
    {
        if ((cue & (Cue.Clinician | Cue.Patient)) == Cue.None || end >= text.Length)
            return null;
        var tagged = text[end] == ':' || (text[end] == ']' && start > 0 && text[start - 1] == '[');
        return !tagged ? null : (cue & Cue.Clinician) != Cue.None ? Speaker.Clinician : Speaker.Patient;
    }
}

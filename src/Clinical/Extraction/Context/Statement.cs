using System.Text.RegularExpressions;
using MediAgents.Clinical.Language;

namespace MediAgents.Clinical.Extraction.Context;

/// <summary>
/// The words of a line and how each is meant. Denial, supposition and relatives are told by <see cref="Mentions"/>, as for red flags
/// and routing; beside them stand the turns that only clinical papers use: "to rule out", "ruled out", "?dengue", "DM - no".
/// </summary>
internal sealed partial class Statement
{
    /// <summary>How a thing is not meant to have happened to the patient.</summary>
    private const Mention NoEvent = Mention.Negated | Mention.Family | Mention.Kin | Mention.Hypothetical | Mention.Asked;

    /// <summary>How many words after a mention may still deny it: "was ruled out".</summary>
    private const int DenialReach = 4;

    /// <summary>How many words a supposition covers when nothing ends it.</summary>
    private const int SuppositionReach = 12;

    private static readonly Vocabulary NoVocabulary = new();

    private readonly string text;

    private Statement(string text, Token[] tokens)
    {
        this.text = text;
        Tokens = tokens;
    }

    public Token[] Tokens { get; }

    public static Statement Of(string text)
    {
        var tokens = Tokenizer.Tokenize(Columns().Replace(text, gap => string.Concat("\n", gap.ValueSpan[1..])), NoVocabulary);
        var statement = new Statement(text, tokens);
        statement.Prepare();
        Mentions.Mark(tokens);
        statement.MarkClinical();
        return statement;
    }

    /// <summary>Whether the words from <paramref name="first"/> to <paramref name="last"/> tell of something the patient has or had.</summary>
    public bool IsAsserted(int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            if ((Tokens[i].Mention & NoEvent) != Mention.Present)
                return false;
        }

        return !IsDeniedAfter(last);
    }

    /// <summary>Whether what stands at these places of the line is meant as having happened.</summary>
    public bool IsAssertedAt(int start, int end)
    {
        var (first, last) = (FirstAt(start), FirstAt(end) - 1);
        return first > last || IsAsserted(first, last);
    }

    /// <summary>The first word that begins at or after a place.</summary>
    public int FirstAt(int place)
    {
        var (low, high) = (0, Tokens.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Tokens[middle].Start < place)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    public ReadOnlySpan<char> Word(int token) => text.AsSpan(Tokens[token].Start, Tokens[token].Length);

    public bool Is(int token, ReadOnlySpan<char> word) =>
        token >= 0 && token < Tokens.Length && Word(token).Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>"Known case of" is no case that might come.</summary>
    private void Prepare()
    {
        for (var i = 0; i < Tokens.Length; i++)
        {
            if (Is(i, "case") && !Is(i - 1, "in"))
                Tokens[i].Cue &= ~Cue.Possibility;
            // A blood group, a drug-eluting stent and "risk factors" are no fears.
            if ((Tokens[i].Cue & Cue.Dread) != Cue.None && Is(i + 1, "factors"))
                Tokens[i].Cue &= ~Cue.Dread;
        }
    }

    private void MarkClinical()
    {
        var relative = false;
        for (var i = 0; i < Tokens.Length; i++)
        {
            if (i == 0 || Tokens[i].Sentence != Tokens[i - 1].Sentence)
                relative = false;
            else if (relative && Tokens[i].Before == Break.Clause && (Tokens[i].Cue & (Cue.FirstPerson | Cue.Patient)) != Cue.None)
                relative = false;
            relative |= (Tokens[i].Cue & Cue.Relative) != Cue.None && !Is(i - 1, "by") && !Is(i + 1, "name");
            if (relative)
                Tokens[i].Mention |= Mention.Kin;
            if (Supposes(i, out var after))
                Suppose(after);
        }
    }

    private bool Supposes(int i, out int after)
    {
        after = i + 1;
        if (i > 0 && Tokens[i].Start > 0 && QuestionedBefore(Tokens[i].Start))
        {
            after = i;
            return true;
        }

        if ((Is(i, "rule") || Is(i, "ruling")) && Is(i + 1, "out"))
            after = i + 2;
        else if (Is(i, "r") && Is(i + 1, "o") && text[Tokens[i].Start + Tokens[i].Length] == '/')
            after = i + 2;
        else if (Is(i, "d") && Is(i + 1, "d") && text[Tokens[i].Start + Tokens[i].Length] == '/')
            after = i + 2;
        else if (!IsOne(Word(i), "exclude", "suspect", "suspected", "suspicion", "suspicious", "possible", "possibly", "probable", "probably", "query", "differential", "differentials", "versus", "vs", "screening", "screen", "evaluate", "evaluation", "prophylaxis", "question", "questionable", "could", "may", "might", "unless", "whether"))
            return false;
        return true;
    }

    /// <summary>"? dengue" and "?dengue".</summary>
    private bool QuestionedBefore(int place)
    {
        var at = place - 1;
        while (at > 0 && text[at] == ' ')
            at--;
        return text[at] == '?' && (at == 0 || !char.IsLetterOrDigit(text[at - 1]));
    }

    private void Suppose(int from)
    {
        for (var i = from; i < Tokens.Length && i - from < SuppositionReach; i++)
        {
            if (i > from && (Tokens[i].Sentence != Tokens[from].Sentence || Tokens[i].Before == Break.Clause || (Tokens[i].Cue & Cue.Contrast) != Cue.None))
                return;
            Tokens[i].Mention |= Mention.Hypothetical;
        }
    }

    /// <summary>"Dengue ruled out", "DM: no", "HBsAg - negative".</summary>
    private bool IsDeniedAfter(int last)
    {
        for (var i = last + 1; i < Tokens.Length && i <= last + DenialReach; i++)
        {
            if (i > last + 1 && Tokens[i].Sentence != Tokens[last].Sentence)
                return false;
            if (i == last + 1 && IsOne(Word(i), "versus", "vs", "pandemic", "screening", "precautions", "prophylaxis", "vaccine", "vaccination"))
                return true;
            if (IsOne(Word(i), "excluded", "unlikely", "absent", "negative") || (Is(i, "ruled") && Is(i + 1, "out")) || (Is(i, "not") && IsOne(Word(Math.Min(i + 1, Tokens.Length - 1)), "seen", "present", "detected", "found", "noted")))
                return true;
            if (i == last + 1 && IsOne(Word(i), "no", "nil", "none") && (i + 1 >= Tokens.Length || Tokens[i + 1].Before != Break.None || Tokens[i + 1].Start - (Tokens[i].Start + Tokens[i].Length) > 1))
                return true;
            if (Tokens[i].Before == Break.Clause && i > last + 1)
                return false;
        }

        return false;
    }

    /// <summary>What stands in different columns is not one sentence.</summary>
    [GeneratedRegex(@" {3,}|\t", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Columns();

    private static bool IsOne(ReadOnlySpan<char> word, params ReadOnlySpan<string> words)
    {
        foreach (var one in words)
        {
            if (word.Equals(one, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}

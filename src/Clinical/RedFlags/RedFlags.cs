using MediAgents.Clinical.Language;
using MediAgents.Clinical.Learning;

namespace MediAgents.Clinical;

/// <summary>
/// Finds signs of an emergency in a person's own words, before any language model is asked: phrases and combinations of signs by kind
/// (<c>*.txt</c>), and a small linear model for wording that no phrase foresees. Errs towards alarm, but stays silent on what is
/// denied, long past, a relative's history, only supposed or a general question. Deterministic, thread-safe.
/// </summary>
public static class RedFlags
{
    private const Mention Silencing =
        Mention.Negated | Mention.Family | Mention.Past | Mention.Hypothetical | Mention.Educational | Mention.Asked;

    /// <summary>Signs further apart than this many words are not read as one picture; no chat message is so long.</summary>
    private const int Window = 240;

    /// <summary>What the lines "calm" of the table stand for: words that tell the matter is over, fiction or long known.</summary>
    private const int Calm = -1;

    private const int Emergency = 1;

    // Chosen by the alarms on ordinary complaints (evals/routing/train) and the two halves of evals/redflags/train.csv.
    private const double Suspicious = 0.3;
    private const double Implausible = 0.02;

    // Wording is judged only where there is enough of it; short messages are for the phrases.
    private const int LeastWords = 12;

    /// <summary>The model has read messages only; a consultation is left to the phrases.</summary>
    private const int MostWords = 160;

    // "Up" tells a reader nothing.
    private const int ShortestTold = 4;

    // A question about emergencies is worded like one.
    private const double MostlySilenced = 0.6;

    private static readonly int NeverDoubted = RedFlagTable.Order["suicide"];

    private static readonly Lazy<LinearModel> Model = new(() => LinearModel.FromResource("RedFlags.danger-model.txt"));

    private static readonly Lazy<PhraseBook<int>> Book = new(() =>
        PhraseBookReader<int>.FromResources(id => id == "calm" ? Calm : RedFlagTable.Order[id], "RedFlags.red-flags.txt", "RedFlags.mechanisms.txt"));

    /// <summary>The red flags in a message, most pressing first, each kind once; empty when there is none. Reads the first 200,000 characters.</summary>
    public static IReadOnlyList<RedFlag> Detect(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reading = Book.Value.Read(text, Window);
        var found = Phrases(reading);
        var opinion = new Opinion(Model.Value, unknown: 0);
        ReadFeatures(text, reading.Tokens, opinion);
        opinion.Conclude();
        if (found.Count == 0)
            return Suspicion(text, reading.Tokens, opinion);
        return opinion.Share(Emergency) < Implausible && reading.Tokens.Length is >= LeastWords and <= MostWords
            && !found.ContainsKey(NeverDoubted)
            ? []
            : [.. found.Select(f => FlagFor(f.Key, f.Value, reading.Tokens, text))];
    }

    /// <summary>Whether a phrase of the tables tells an emergency, whatever the model thinks.</summary>
    internal static bool HasPhrase(string text) => Phrases(Book.Value.Read(text, Window)).Count > 0;

    private static SortedDictionary<int, EntryMatch<int>> Phrases(Reading<int> reading)
    {
        var found = new SortedDictionary<int, EntryMatch<int>>();
        foreach (var match in reading.Matches)
        {
            if ((match.Mention & Silencing) == Mention.Present)
                found.TryAdd(match.Entry.Payload, match);
        }

        if (!found.Remove(Calm) || reading.Tokens.Length > MostWords)
            return found;
        // Thoughts of suicide are taken seriously even when told with a laugh or as past.
        foreach (var kind in found.Keys.Where(kind => kind != NeverDoubted).ToList())
            found.Remove(kind);
        return found;
    }

    /// <summary>No phrase tells it, but the wording as a whole is that of emergencies.</summary>
    private static RedFlag[] Suspicion(string text, Token[] tokens, Opinion opinion)
    {
        if (opinion.Share(Emergency) < Suspicious || tokens.Length is < LeastWords or > MostWords
            || Share(tokens, Silencing & ~Mention.Negated) > MostlySilenced
            || opinion.Telling(Emergency, at => tokens[at].Cue == Cue.None && tokens[at].Length >= ShortestTold) is not { } telling)
            return [];
        var (id, kind) = RedFlagTable.InOrder[^1];
        return [new RedFlag(id, Quote(text, tokens, telling.First, telling.Last), kind.Advice, kind.Source)];
    }

    /// <summary>Reads the features of a text for the learned part.</summary>
    internal static void Read(string text, IFeatureSink sink) => ReadFeatures(text, Book.Value.Read(text, Window).Tokens, sink);

    private static void ReadFeatures(string text, Token[] tokens, IFeatureSink sink)
    {
        TextFeatures.Read(text, tokens, Book.Value.Concepts, sink);
        sink.Measures(0, Share(tokens, Silencing & ~Mention.Negated));
        sink.Measures(1, Share(tokens, Mention.Negated));
    }

    /// <summary>The part of the words that is meant in one of these ways, 0..1.</summary>
    private static double Share(Token[] tokens, Mention mention)
    {
        var meant = 0;
        foreach (ref readonly var token in tokens.AsSpan())
        {
            if ((token.Mention & mention) != Mention.Present)
                meant++;
        }

        return meant / Math.Max(1.0, tokens.Length);
    }

    private static RedFlag FlagFor(int order, EntryMatch<int> match, Token[] tokens, string text)
    {
        var (id, kind) = RedFlagTable.InOrder[order];
        var quotes = match.Parts
            .OrderBy(part => part.First)
            .Select(part => Quote(text, tokens, part.First, part.Last));
        return new RedFlag(id, string.Join("; ", quotes.Distinct(StringComparer.Ordinal)), kind.Advice, kind.Source);
    }

    private static string Quote(string text, Token[] tokens, int first, int last) =>
        text[tokens[first].Start..(tokens[last].Start + tokens[last].Length)];
}

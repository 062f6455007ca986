using MediAgents.Clinical.Language;

namespace MediAgents.Clinical;

/// <summary>
/// Finds signs of an emergency in a person's own words, before any model is asked. Errs towards alarm, but stays silent on what is
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

    private static readonly Lazy<PhraseBook<int>> Book = new(() =>
        PhraseBookReader<int>.FromResources(id => id == "calm" ? Calm : RedFlagTable.Order[id], "RedFlags.red-flags.txt", "RedFlags.mechanisms.txt"));

    /// <summary>The red flags in a message, most pressing first, each kind once; empty when there is none. Reads the first 200,000 characters.</summary>
    public static IReadOnlyList<RedFlag> Detect(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reading = Book.Value.Read(text, Window);
        if (reading.Matches.Count == 0)
            return [];

        var found = new SortedDictionary<int, EntryMatch<int>>();
        foreach (var match in reading.Matches)
        {
            if ((match.Mention & Silencing) == Mention.Present)
                found.TryAdd(match.Entry.Payload, match);
        }

        if (found.Remove(Calm))
            return [];
        return [.. found.Select(f => FlagFor(f.Key, f.Value, reading.Tokens, text))];
    }

    private static RedFlag FlagFor(int order, EntryMatch<int> match, Token[] tokens, string text)
    {
        var (id, kind) = RedFlagTable.InOrder[order];
        var quotes = match.Parts
            .OrderBy(part => part.First)
            .Select(part => text[tokens[part.First].Start..(tokens[part.Last].Start + tokens[part.Last].Length)]);
        return new RedFlag(id, string.Join("; ", quotes.Distinct(StringComparer.Ordinal)), kind.Advice, kind.Source);
    }
}

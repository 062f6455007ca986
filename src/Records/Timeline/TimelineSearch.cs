using MediAgents.Records.Text;

namespace MediAgents.Records.Timeline;

/// <param name="Event">What was found.</param>
/// <param name="Score">Higher is better; comparable within one result only.</param>
/// <param name="Fields">Where words were found: <c>title</c>, <c>code</c>, <c>body_part</c>, <c>measurements</c>, <c>description</c>, <c>source</c>.</param>
public sealed record TimelineHit(TimelineEvent Event, double Score, IReadOnlyList<string> Fields);

/// <param name="Hits">The best, best first.</param>
/// <param name="Matched">How many events match, shown or not.</param>
/// <param name="Searched">How many were looked at.</param>
public sealed record TimelineHits(IReadOnlyList<TimelineHit> Hits, long Matched, long Searched);

/// <summary>
/// Finds events by words, without an index, over events unsealed one after the other. An event matches when one of its words
/// begins with a word of the query; case and diacritics make no difference. Events that match more of the words come first,
/// then those that match in weightier fields, then the later ones.
/// </summary>
public sealed class TimelineSearch
{
    public const int MaxQueryLength = 200, MaxWords = 12, MaxLimit = 100;

    // A begun word says a little less than the whole.
    private const double BegunWord = 0.8;

    // As much as all words in the weightiest field, so that one more word always counts more.
    private const double WordFound = MaxWords * 4;

    private static readonly (string Name, double Weight, Func<EventContent, IEnumerable<string?>> Texts)[] Fields =
    [
        ("title", 4, content => [content.Title]),
        ("code", 3, content => [content.Code?.Value, content.Code?.Display]),
        ("body_part", 2.5, content => [content.BodyPart]),
        ("measurements", 2, content => content.Measurements.SelectMany(one => (string?[])[one.Name, one.Text])),
        ("description", 1, content => [content.Description]),
        ("source", 1, content => [content.Source]),
    ];

    private readonly string[] words;

    private TimelineSearch(string[] words) => this.words = words;

    /// <summary>Null when there is no word in the query. Words beyond the twelfth do not count.</summary>
    public static TimelineSearch? Of(string query)
    {
        var asked = Words.Of(query.Length > MaxQueryLength ? query[..MaxQueryLength] : query).Distinct(StringComparer.Ordinal).Take(MaxWords).ToArray();
        return asked.Length == 0 ? null : new TimelineSearch(asked);
    }

    /// <summary>Goes through the events and keeps the best <paramref name="limit"/>, 1 to 100.</summary>
    public async ValueTask<TimelineHits> RunAsync(IAsyncEnumerable<TimelineEvent> events, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        var best = new PriorityQueue<TimelineHit, TimelineHit>(Comparer<TimelineHit>.Create(Compare));
        long matched = 0, searched = 0;
        await foreach (var found in events.WithCancellation(cancellationToken))
        {
            searched++;
            if (Match(found) is not { } hit)
                continue;
            matched++;
            best.Enqueue(hit, hit);
            if (best.Count > limit)
                best.Dequeue();
        }

        var hits = new List<TimelineHit>(best.Count);
        while (best.TryDequeue(out var hit, out _))
            hits.Add(hit);
        hits.Reverse();
        return new TimelineHits(hits, matched, searched);
    }

    /// <summary>Null when no word is found.</summary>
    public TimelineHit? Match(TimelineEvent candidate)
    {
        Span<double> scores = stackalloc double[words.Length];
        scores.Clear();
        var fields = new List<string>();
        foreach (var (name, weight, texts) in Fields)
        {
            var found = false;
            foreach (var text in texts(candidate.Content))
            {
                if (text is null)
                    continue;
                foreach (var word in Words.Of(text))
                    found |= Score(word, weight, scores);
            }

            if (found)
                fields.Add(name);
        }

        var score = 0.0;
        foreach (var one in scores)
            score += one > 0 ? one + WordFound : 0;
        return score > 0 ? new TimelineHit(candidate, score, fields) : null;
    }

    private bool Score(string word, double weight, Span<double> scores)
    {
        var found = false;
        for (var i = 0; i < words.Length; i++)
        {
            if (!word.StartsWith(words[i], StringComparison.Ordinal))
                continue;
            scores[i] = Math.Max(scores[i], word.Length == words[i].Length ? weight : weight * BegunWord);
            found = true;
        }

        return found;
    }

    private static int Compare(TimelineHit one, TimelineHit other)
    {
        var byScore = one.Score.CompareTo(other.Score);
        if (byScore != 0)
            return byScore;
        var byTime = one.Event.Content.OccurredAt.Start.CompareTo(other.Event.Content.OccurredAt.Start);
        return byTime != 0 ? byTime : one.Event.Position.CompareTo(other.Event.Position);
    }
}

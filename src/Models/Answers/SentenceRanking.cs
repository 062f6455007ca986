namespace MediAgents.Models.Answers;

/// <summary>A sentence of the evidence and what it is worth to the question.</summary>
internal sealed record RankedSentence(
    string Text, string EvidenceId, int SubjectRank, bool IsAsked, int SectionRank, int EvidenceRank, int Position, double Worth, ulong[] Keys)
{
    private const double SameWords = 0.7;

    /// <summary>Whether it says what the other says: most words of the shorter stand in the longer.</summary>
    public bool Repeats(RankedSentence other)
    {
        var shorter = Math.Min(Keys.Length, other.Keys.Length);
        return shorter > 0 && WordKeys.Shared(Keys, other.Keys) >= SameWords * shorter;
    }
}

/// <summary>Orders the sentences of the evidence by their worth to the question.</summary>
internal static class SentenceRanking
{
    // What counts beside the passage's relevance: the question's words in the sentence, the section asked for,
    // the subject's leading place, and an early place in its section, where the gist stands.
    private const double WordsWorth = 1.2;
    private const double SectionWorth = 0.6;
    private const double EarlyWorth = 0.25;
    private const double LaterSubject = 0.4;

    /// <summary>Best first; ties in the order of the evidence.</summary>
    public static IReadOnlyList<RankedSentence> Rank(
        string question, IReadOnlyList<(Evidence Evidence, int SubjectRank)> evidence, int mostSentences)
    {
        // The subject's own name stands in its sentences at random and tells them apart by nothing.
        var names = WordKeys.Of(string.Join(' ', evidence.Select(passage => passage.Evidence.Title).Distinct()));
        var asked = WordKeys.Of(question).Except(names).ToArray();
        var sections = SectionOrder.AskedBy(question);
        var keys = evidence.Select(passage => passage.Evidence.Sentences.Take(mostSentences).Select(WordKeys.OfSentence).ToArray()).ToArray();
        var rarity = RarityOf(asked, keys);
        var most = Math.Max(rarity.Sum(), 1e-9);

        var told = evidence.Select(passage => (passage.SubjectRank, passage.Evidence.Section)).ToHashSet();
        var ranked = new List<RankedSentence>();
        for (var rank = 0; rank < evidence.Count; rank++)
        {
            var (passage, subject) = evidence[rank];
            for (var position = 0; position < keys[rank].Length; position++)
            {
                var isAsked = IsAsked(passage, subject, keys[rank][position]);
                var found = 0.0;
                for (var i = 0; i < asked.Length; i++)
                    if (Array.BinarySearch(keys[rank][position], asked[i]) >= 0)
                        found += rarity[i];
                var worth = passage.Score
                    + WordsWorth * found / most
                    + (isAsked ? SectionWorth : 0)
                    + EarlyWorth / (1 + position)
                    - LaterSubject * subject;
                ranked.Add(new RankedSentence(
                    passage.Sentences[position], passage.Id, subject, isAsked, SectionOrder.RankOf(passage.Section), rank, position, worth, keys[rank][position]));
            }
        }

        return [.. ranked.OrderByDescending(sentence => sentence.Worth)];

        // Where the subject has no section of that kind, a sentence with the asking word tells what it would.
        bool IsAsked(Evidence passage, int subject, ulong[] sentence) => sections.Any(section =>
            section.Name == passage.Section || !told.Contains((subject, section.Name)) && WordKeys.Shared(section.Cues, sentence) > 0);
    }

    // A word of the question that nearly every sentence has tells them apart by nothing.
    private static double[] RarityOf(ulong[] asked, ulong[][][] keys)
    {
        var sentences = keys.Sum(passage => passage.Length);
        return [.. asked.Select(key =>
        {
            var with = keys.Sum(passage => passage.Count(sentence => Array.BinarySearch(sentence, key) >= 0));
            return with == 0 ? 0 : Math.Log(1 + (sentences - with + 0.5) / (with + 0.5));
        })];
    }
}

namespace MediAgents.Knowledge.Search;

/// <summary>Walks the postings of a question's words and sums up what each topic and passage has of them.</summary>
internal sealed class EvidenceCollector(CollectionIndex index, TermVectors vectors)
{
    private readonly DemandCollector demands = new(index);

    // A word met once in a topic's text covers the question half as well as the subject's own name.
    private const float MentionBase = 0.35f;
    private const float MentionGain = 0.65f;
    private const float ConditionFound = 0.5f;

    /// <summary>Fills the scratch's evidence for every topic; returns the summed weight of the question's words.</summary>
    public float Collect(SearchScratch scratch)
    {
        Array.Clear(scratch.InNames);
        Array.Clear(scratch.Anywhere);
        Array.Clear(scratch.Missed);
        Array.Clear(scratch.Unjoined);
        Array.Clear(scratch.Unmentioned);
        Array.Clear(scratch.InPassage);
        Array.Clear(scratch.OfName);
        Array.Clear(scratch.Vector);

        var total = 0f;
        var question = scratch.Question;
        for (var word = 0; word < question.WordCount; word++)
        {
            total += question.Words[word].Weight;
            CollectWord(scratch, question.Words[word], question.AlternativesOf(word));
        }

        scratch.Total = total;
        if (total <= 0)
            return 0;
        CollectNames(scratch);
        demands.Collect(scratch);
        TermVectors.Normalise(scratch.Vector);
        Conclude(scratch, total);
        return total;
    }

    private void CollectWord(SearchScratch scratch, AskedWord word, ReadOnlySpan<Alternative> alternatives)
    {
        Array.Clear(scratch.WordInNames);
        Array.Clear(scratch.WordAnywhere);
        Array.Clear(scratch.WordInPassage);
        foreach (var (term, likeness) in alternatives)
        {
            foreach (var named in index.TopicNames.Of(term))
                Raise(ref scratch.WordInNames[named.Place], likeness);
            foreach (var mention in index.TopicTexts.Of(term))
                Raise(ref scratch.WordAnywhere[mention.Place], likeness * (MentionBase + MentionGain * mention.Weight));
            foreach (var mention in index.PassageTexts.Of(term))
                Raise(ref scratch.WordInPassage[mention.Place], likeness * mention.Weight);
            Raise(ref scratch.Found[term], likeness);
            vectors.AddTerm(scratch.Vector, term, word.Weight * likeness / alternatives.Length);
        }

        var weight = word.Weight;
        for (var topic = 0; topic < index.TopicCount; topic++)
        {
            var named = scratch.WordInNames[topic];
            scratch.InNames[topic] += weight * named;
            scratch.Anywhere[topic] += weight * Math.Max(named, scratch.WordAnywhere[topic]);
            if (word.Demand == Demand.Name && named < ConditionFound)
                scratch.Missed[topic] += weight;
            else if (word.Demand == Demand.Mention && named <= 0 && scratch.WordAnywhere[topic] <= 0)
                scratch.Unmentioned[topic] += weight;
        }

        for (var passage = 0; passage < scratch.InPassage.Length; passage++)
            scratch.InPassage[passage] += weight * scratch.WordInPassage[passage];
    }

    // Each term counts once for a name, however many words of the question mean it.
    private void CollectNames(SearchScratch scratch)
    {
        var question = scratch.Question;
        for (var word = 0; word < question.WordCount; word++)
        {
            foreach (var (term, _) in question.AlternativesOf(word))
            {
                var found = scratch.Found[term];
                if (found <= 0)
                    continue;
                scratch.Found[term] = 0;
                foreach (var name in index.Names.Of(term))
                    scratch.OfName[name.Place] += found * index.NameWorth[term];
            }
        }
    }

    private void Conclude(SearchScratch scratch, float total)
    {
        Span<float> fit = stackalloc float[2 * index.TopicCount];
        for (var name = 0; name < scratch.OfName.Length; name++)
        {
            var found = scratch.OfName[name];
            if (found <= 0 || index.NameWeight[name] <= 0)
                continue;
            var complete = found / index.NameWeight[name];
            var square = complete * complete;
            var share = square * Math.Min(1, found / total);
            var topic = index.TopicOfName[name];
            if (square > fit[2 * topic])
                fit[2 * topic] = square;
            if (share > fit[2 * topic + 1])
                fit[2 * topic + 1] = share;
        }

        for (var topic = 0; topic < index.TopicCount; topic++)
        {
            var bestPassage = 0f;
            for (var passage = index.FirstPassage[topic]; passage < index.FirstPassage[topic + 1]; passage++)
                Raise(ref bestPassage, scratch.InPassage[passage]);
            scratch.Evidence[topic] = new TopicEvidence(
                scratch.InNames[topic] / total, scratch.Anywhere[topic] / total,
                fit[2 * topic], fit[2 * topic + 1], Math.Min(1, scratch.Missed[topic] / total),
                Math.Min(1, scratch.Unjoined[topic] / total), scratch.Unmentioned[topic] / total,
                demands.StrangerTo(topic, scratch.Question.Populations),
                vectors.WithTopic(scratch.Vector, topic), bestPassage / total);
        }
    }

    private static void Raise(ref float value, float to)
    {
        if (to > value)
            value = to;
    }
}

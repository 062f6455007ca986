namespace MediAgents.Knowledge.Search;

/// <summary>
/// Finds which topics lack what a question demands beyond single words: a whole name, two words that belong together,
/// a group of people.
/// </summary>
internal sealed class DemandCollector
{
    private const float WholeEnough = 0.7f;

    // Together in a sentence is nearly as good as in a name.
    private const float InSentence = 0.75f;

    // A topic that does not speak of children may still hold for them.
    private const float Unspoken = 0.4f;

    private readonly CollectionIndex index;
    private readonly int[] spokenOf;
    private readonly int[] titled;

    public DemandCollector(CollectionIndex index)
    {
        this.index = index;
        (spokenOf, titled) = (new int[index.TopicCount], new int[index.TopicCount]);
        var populations = Text.Lexicon.Instance.Populations;
        for (var group = 0; group < populations.Count; group++)
        {
            foreach (var stem in populations[group])
            {
                if (!index.Terms.TryGet(stem, out var term))
                    continue;
                foreach (var topic in index.TopicTexts.Of(term))
                    spokenOf[topic.Place] |= 1 << group;
                foreach (var name in index.Names.Of(term))
                {
                    var topic = index.TopicOfName[name.Place];
                    spokenOf[topic] |= 1 << group;
                    if (index.IsTitle(name.Place))
                        titled[topic] |= 1 << group;
                }
            }
        }
    }

    /// <summary>Adds to the scratch what each topic misses; its names must have been collected.</summary>
    public void Collect(SearchScratch scratch)
    {
        var question = scratch.Question;
        for (var word = 0; word < question.WordCount; word++)
            if (question.Words[word].Demand == Demand.WholeName)
                DemandWholeName(scratch, question.Words[word].Weight, question.AlternativesOf(word));
        foreach (var compound in question.Compounds)
            DemandTogether(scratch, compound);
    }

    /// <summary>1 for a topic that is about other people by its title, less for one that does not speak of those asked about.</summary>
    public float StrangerTo(int topic, int populations)
    {
        populations &= ~1;
        if (populations == 0)
            return 0;
        if (titled[topic] != 0 && (titled[topic] & populations) == 0)
            return 1;
        return (spokenOf[topic] & populations) == 0 ? Unspoken : 0;
    }

    private void DemandWholeName(SearchScratch scratch, float weight, ReadOnlySpan<Alternative> alternatives)
    {
        Array.Clear(scratch.Has);
        foreach (var (term, _) in Surest(alternatives))
        {
            foreach (var name in index.Names.Of(term))
                if (scratch.OfName[name.Place] >= WholeEnough * index.NameWeight[name.Place])
                    scratch.Has[index.TopicOfName[name.Place]] = 1;
        }

        for (var topic = 0; topic < index.TopicCount; topic++)
            scratch.Missed[topic] += weight * (1 - scratch.Has[topic]);
    }

    private void DemandTogether(SearchScratch scratch, Compound compound)
    {
        Array.Clear(scratch.Has);
        var question = scratch.Question;
        Mark(scratch, Surest(question.AlternativesOf(compound.Qualifier)), true);
        foreach (var (term, _) in Surest(question.AlternativesOf(compound.Head)))
        {
            foreach (var name in index.Names.Of(term))
                if (scratch.MarkedNames[name.Place])
                    scratch.Has[index.TopicOfName[name.Place]] = 1;
            foreach (var sentence in index.Sentences.Of(term))
                if (scratch.MarkedSentences[sentence.Place])
                    scratch.Has[index.TopicOfSentence[sentence.Place]] = Math.Max(InSentence, scratch.Has[index.TopicOfSentence[sentence.Place]]);
        }

        Mark(scratch, Surest(question.AlternativesOf(compound.Qualifier)), false);
        var weight = (question.Words[compound.Qualifier].Weight + question.Words[compound.Head].Weight) / 2;
        for (var topic = 0; topic < index.TopicCount; topic++)
            scratch.Unjoined[topic] += weight * (1 - scratch.Has[topic]);
    }

    // The word itself where the collection has it: what it may also mean ("hypertension" => "blood") is too vague to join.
    private static ReadOnlySpan<Alternative> Surest(ReadOnlySpan<Alternative> alternatives) =>
        alternatives is [{ Likeness: >= 1 }, ..] ? alternatives[..1] : alternatives;

    private void Mark(SearchScratch scratch, ReadOnlySpan<Alternative> alternatives, bool marked)
    {
        foreach (var (term, _) in alternatives)
        {
            foreach (var name in index.Names.Of(term))
                scratch.MarkedNames[name.Place] = marked;
            foreach (var sentence in index.Sentences.Of(term))
                scratch.MarkedSentences[sentence.Place] = marked;
        }
    }
}

using MediAgents.Knowledge.Text;

namespace MediAgents.Knowledge.Search;

/// <summary>
/// The collection as the search sees it: topics, their names (title and terms), passages and sentences, all numbered from 0,
/// and for each term where it occurs. Immutable once built.
/// </summary>
internal sealed class CollectionIndex
{
    // BM25's k1 and b at their customary values (Robertson and Zaragoza, 2009, section 3.2).
    private const float Saturation = 1.2f;
    private const float LengthEffect = 0.75f;

    // A subject is named by few topics but mentioned by many ("stroke"); mentions must not make it look common.
    private const float Mention = 0.35f;

    // A patient's word for a topic speaks for it about as much as a word that its text repeats.
    private const float LayWord = 0.8f;

    public CollectionIndex(KnowledgeCollection collection)
    {
        var lexicon = Lexicon.Instance;
        TopicCount = collection.Topics.Count;
        FirstPassage = new int[TopicCount + 1];

        var inNames = new List<(int, Posting)>();
        var inName = new List<(int, Posting)>();
        var inTopics = new List<(int, Posting)>();
        var inPassages = new List<(int, Posting)>();
        var inSentences = new List<(int, Posting)>();
        var nameTopics = new List<int>();
        var sentenceTopics = new List<int>();

        // Every text is read once: what stands in a sentence is passed on to its passage and topic.
        var ofStatement = new TermCounter(Terms, lexicon);
        var ofPassage = new TermCounter(Terms, lexicon);
        var ofTopic = new TermCounter(Terms, lexicon);
        var lengths = new Lengths(collection);
        for (var topic = 0; topic < TopicCount; topic++)
        {
            foreach (var name in collection.Topics[topic].Terms.Prepend(collection.Topics[topic].Title))
            {
                ofStatement.Add(name);
                ofTopic.Add(ofStatement);
                Flush(ofStatement, inName, nameTopics.Count, (_, _) => 1);
                nameTopics.Add(topic);
            }

            Flush(ofTopic, inNames, topic, (_, _) => 1);

            FirstPassage[topic + 1] = FirstPassage[topic] + collection.Topics[topic].Sections.Count;
            for (var passage = FirstPassage[topic]; passage < FirstPassage[topic + 1]; passage++)
            {
                foreach (var sentence in collection.Passages[passage].Sentences)
                {
                    ofStatement.Add(sentence);
                    ofPassage.Add(ofStatement);
                    Flush(ofStatement, inSentences, sentenceTopics.Count, (_, _) => 1);
                    sentenceTopics.Add(topic);
                }

                ofTopic.Add(ofPassage);
                Flush(ofPassage, inPassages, passage, (count, length) => Saturate(count, length / lengths.Passage));
            }

            var first = inTopics.Count;
            Flush(ofTopic, inTopics, topic, (count, length) => Saturate(count, length / lengths.Topic));
            AddLayWords(ofStatement, lexicon.LayWordsOf(collection.Topics[topic].Id), inTopics, first, topic);
        }

        TopicNames = new Postings(Terms.Count, inNames);
        Names = new Postings(Terms.Count, inName);
        TopicTexts = new Postings(Terms.Count, inTopics);
        PassageTexts = new Postings(Terms.Count, inPassages);
        Sentences = new Postings(Terms.Count, inSentences);
        TopicOfName = [.. nameTopics];
        TopicOfSentence = [.. sentenceTopics];
        Terms.SetRarity(TopicsWithEachTerm(), TopicCount);
        NameWorth = [.. Enumerable.Range(0, Terms.Count).Select(term => lexicon.IsGenericHead(Terms[term]) ? 0 : Terms.Rarity[term])];
        NameWeight = WeighNames();
    }

    public TermTable Terms { get; } = new();

    public int TopicCount { get; }

    /// <summary>The passages of topic t are numbered from the t-th entry up to, not including, the next.</summary>
    public int[] FirstPassage { get; }

    /// <summary>Term => topics that have it in any of their names.</summary>
    public Postings TopicNames { get; }

    /// <summary>Term => single names that have it.</summary>
    public Postings Names { get; }

    /// <summary>Term => topics whose text, or patients' words for it, have it.</summary>
    public Postings TopicTexts { get; }

    /// <summary>Term => passages whose text has it.</summary>
    public Postings PassageTexts { get; }

    /// <summary>Term => sentences that have it.</summary>
    public Postings Sentences { get; }

    public int[] TopicOfName { get; }

    public int[] TopicOfSentence { get; }

    /// <summary>Whether the name is its topic's title.</summary>
    public bool IsTitle(int name) => name == 0 || TopicOfName[name - 1] != TopicOfName[name];

    /// <summary>What a term adds to a name: its rarity, nothing for "disease" and the like.</summary>
    public float[] NameWorth { get; }

    /// <summary>The summed worth of each name's terms.</summary>
    public float[] NameWeight { get; }

    private static void Flush(TermCounter counter, List<(int, Posting)> into, int place, Func<int, float, float> weight)
    {
        foreach (var term in counter.Terms)
            into.Add((term, new Posting(place, weight(counter.CountOf(term), counter.Length))));
        counter.Clear();
    }

    private static void AddLayWords(TermCounter counter, string words, List<(int Term, Posting Posting)> inTopics, int first, int topic)
    {
        counter.Add(words);
        for (var i = first; i < inTopics.Count; i++)
            if (counter.TryTake(inTopics[i].Term) && inTopics[i].Posting.Weight < LayWord)
                inTopics[i] = (inTopics[i].Term, new Posting(topic, LayWord));
        foreach (var term in counter.Terms)
            if (counter.TryTake(term))
                inTopics.Add((term, new Posting(topic, LayWord)));
        counter.Clear();
    }

    // Term frequency as BM25 damps it, brought to 0..1.
    private static float Saturate(int count, float relativeLength) =>
        count / (count + Saturation * (1 - LengthEffect + LengthEffect * relativeLength));

    private float[] TopicsWithEachTerm()
    {
        var counts = new float[Terms.Count];
        for (var term = 0; term < counts.Length; term++)
        {
            var named = TopicNames.Of(term);
            counts[term] = named.Length;
            foreach (var mention in TopicTexts.Of(term))
                if (!Contains(named, mention.Place))
                    counts[term] += Mention;
        }

        return counts;
    }

    private static bool Contains(ReadOnlySpan<Posting> postings, int place)
    {
        foreach (var posting in postings)
            if (posting.Place == place)
                return true;
        return false;
    }

    private float[] WeighNames()
    {
        var weights = new float[TopicOfName.Length];
        for (var term = 0; term < Terms.Count; term++)
            foreach (var name in Names.Of(term))
                weights[name.Place] += NameWorth[term];
        return weights;
    }

    /// <summary>Mean lengths in words, estimated from the characters so that no text is read twice for them.</summary>
    private sealed class Lengths(KnowledgeCollection collection)
    {
        private const float CharactersPerContentWord = 9;

        private readonly float words = collection.Passages.Sum(passage => passage.Text.Length) / CharactersPerContentWord;

        public float Passage => words / Math.Max(1, collection.Passages.Count);

        public float Topic => words / Math.Max(1, collection.Topics.Count);
    }
}

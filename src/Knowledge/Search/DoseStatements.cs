using MediAgents.Knowledge.Text;

namespace MediAgents.Knowledge.Search;

/// <summary>Which words stand in one sentence with an amount of a medicine, for each topic that states one.</summary>
internal sealed class DoseStatements
{
    private static readonly string[] Units = ["mg", "mcg", "microgram", "micrograms", "milligram", "milligrams", "g", "gram", "grams", "ml", "units", "IU"];

    private readonly HashSet<int>?[] termsOfTopic;

    public DoseStatements(KnowledgeCollection collection, CollectionIndex index)
    {
        termsOfTopic = new HashSet<int>?[index.TopicCount];
        Span<char> stem = stackalloc char[WordReader.MaxWordLength];
        for (var topic = 0; topic < index.TopicCount; topic++)
        {
            for (var passage = index.FirstPassage[topic]; passage < index.FirstPassage[topic + 1]; passage++)
            {
                foreach (var sentence in collection.Passages[passage].Sentences)
                {
                    if (!StatesAmount(sentence))
                        continue;
                    var terms = termsOfTopic[topic] ??= [];
                    var words = new WordReader(sentence);
                    while (words.TryRead(out var word))
                        if (index.Terms.TryGet(stem[..Stemmer.Stem(word, stem)], out var term))
                            terms.Add(term);
                }
            }
        }
    }

    /// <summary>Whether a sentence of the topic has an amount together with a word of weight that the question asks about.</summary>
    public bool State(int topic, Question question)
    {
        if (termsOfTopic[topic] is not { } terms)
            return false;
        for (var word = 0; word < question.WordCount; word++)
        {
            if (question.Words[word] is { Role: WordRole.Conversation } or { IsCue: true })
                continue;
            foreach (var (term, likeness) in question.AlternativesOf(word))
                if (likeness >= 1 && terms.Contains(term))
                    return true;
        }

        return false;
    }

    private static bool StatesAmount(string sentence)
    {
        var afterNumber = false;
        var words = new WordReader(sentence);
        while (words.TryRead(out var word))
        {
            // "mmol/L", "mg/dL" and "g/dL" are concentrations in blood, not amounts to take.
            var next = words.Start + word.Length;
            if (afterNumber && IsUnit(word) && (next >= sentence.Length || sentence[next] != '/'))
                return true;
            afterNumber = char.IsAsciiDigit(word[0]);
            if (afterNumber && word.Length > 2 && (word.EndsWith("mg") || word.EndsWith("ml") || word.EndsWith("mcg")))
                return true;
        }

        return false;
    }

    private static bool IsUnit(ReadOnlySpan<char> word)
    {
        foreach (var unit in Units)
            if (word.SequenceEqual(unit))
                return true;
        return false;
    }
}

namespace MediAgents.Clinical.Learning;

/// <summary>Takes the features of a text as they are read: the trainer to learn them, the model to weigh them.</summary>
internal interface IFeatureSink
{
    /// <summary>A word, word pair or concept of the text. Naming one twice is the same as once.</summary>
    /// <param name="name">Valid during the call only.</param>
    /// <param name="first">The first word it stands on.</param>
    /// <param name="last">The last word it stands on.</param>
    void Mentions(ReadOnlySpan<char> name, int first, int last);

    /// <summary>A figure taken from the lexicon's evidence.</summary>
    void Measures(int measure, double value);
}

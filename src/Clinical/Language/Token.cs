namespace MediAgents.Clinical.Language;

/// <summary>How a word is meant: nothing set means the writer has it, now.</summary>
[Flags]
internal enum Mention : byte
{
    Present = 0,
    Negated = 1,
    Family = 2,
    Past = 4,
    Hypothetical = 8,
    Educational = 16,
    Asked = 32,
    Aside = 64,

    /// <summary>"My father had ...": a relative's, and not said whether it is over.</summary>
    Kin = 128,
}

/// <summary>What stands between a word and the one before it.</summary>
internal enum Break : byte
{
    None,
    Clause,
    Sentence,
}

internal enum Speaker : byte
{
    Unknown,
    Patient,
    Clinician,
}

/// <summary>One word of a text: where it stands, its place in the vocabulary and how it is meant.</summary>
internal struct Token
{
    public int Start;
    public int Length;
    public int Symbol;
    public int Sentence;
    public Break Before;
    public Speaker Speaker;
    public bool IsYear;
    public bool EndsQuestion;
    public Cue Cue;
    public Mention Mention;
    public UInt128 Concepts;

    /// <summary>The concepts this word only begins ("short of breath"), and how many further words they cover.</summary>
    public UInt128 PhraseConcepts;
    public byte PhraseTail;
}

namespace MediAgents.Knowledge.Text;

/// <summary>
/// Walks over the words of a text: runs of letters and digits, an apostrophe within a word included.
/// Anything else only separates. Allocates nothing.
/// </summary>
internal ref struct WordReader(ReadOnlySpan<char> text)
{
    /// <summary>Longer runs are no words and are passed over.</summary>
    public const int MaxWordLength = 32;

    private readonly ReadOnlySpan<char> text = text;
    private int position;

    /// <summary>Where the last word read begins.</summary>
    public int Start { get; private set; }

    public bool TryRead(out ReadOnlySpan<char> word)
    {
        while (true)
        {
            while (position < text.Length && !char.IsLetterOrDigit(text[position]))
                position++;
            Start = position;
            while (position < text.Length && IsInside(position))
                position++;
            word = text[Start..position];
            if (word.IsEmpty)
                return false;
            if (word.Length <= MaxWordLength)
                return true;
        }
    }

    private readonly bool IsInside(int at) =>
        char.IsLetterOrDigit(text[at])
        || (text[at] is '\'' or '’' && at > Start && at + 1 < text.Length && char.IsLetter(text[at + 1]));
}

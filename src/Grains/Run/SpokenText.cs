namespace MediAgents.Grains.Run;

/// <summary>
/// What an agent has said so far, told by its length and hash: the text itself is in the log, and whoever has to know only asks
/// whether an opinion says the same.
/// </summary>
/// <param name="Epoch">Of the worker that told it.</param>
/// <param name="Attempt">Of the agent, in that epoch.</param>
/// <param name="Seq">The last piece.</param>
/// <param name="Length">In UTF-16 characters.</param>
/// <param name="Hash">FNV-1a (Fowler, Noll and Vo) over the characters.</param>
/// <param name="InSentence">Whether a sentence is under way.</param>
public sealed record SpokenText(int Epoch, int Attempt, int Seq, int Length, ulong Hash, bool InSentence)
{
    private const ulong Offset = 14695981039346656037UL;
    private const ulong Prime = 1099511628211UL;

    public static SpokenText Begun(int epoch, int attempt) => new(epoch, attempt, 0, 0, Offset, InSentence: false);

    public SpokenText With(string text) => this with { Length = Length + text.Length, Hash = HashOf(Hash, text) };

    public bool Says(string text) => text.Length == Length && HashOf(Offset, text) == Hash;

    private static ulong HashOf(ulong hash, string text)
    {
        foreach (var letter in text)
            hash = (hash ^ letter) * Prime;
        return hash;
    }
}

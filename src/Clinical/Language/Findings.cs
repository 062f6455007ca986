using System.Buffers;
using System.Numerics;

namespace MediAgents.Clinical.Language;

/// <summary>The best match of each phrase found so far: the one least denied, and of equals the first.</summary>
internal sealed class Findings(int phraseCount)
{
    private const int DenialDoubt = 8;

    // One slot a phrase, but a text holds few of them: the pool spares the garbage and the list the walk over empty slots.
    private readonly int[] slots = Rent(phraseCount);
    private readonly List<PhraseMatch> matches = [];
    private readonly List<int> phrases = [];

    public IReadOnlyList<int> Phrases => phrases;

    public PhraseMatch? this[int phrase] => slots[phrase] == 0 ? null : matches[slots[phrase] - 1];

    /// <summary>Whether nothing better than the known match can come.</summary>
    public bool IsCertain(int phrase) => slots[phrase] > 0 && matches[slots[phrase] - 1].Mention == Mention.Present;

    public void Add(int phrase, PhraseMatch match)
    {
        if (slots[phrase] == 0)
        {
            matches.Add(match);
            phrases.Add(phrase);
            slots[phrase] = matches.Count;
        }
        else if (Doubt(match.Mention) < Doubt(matches[slots[phrase] - 1].Mention))
        {
            matches[slots[phrase] - 1] = match;
        }
    }

    public void Clear()
    {
        foreach (var phrase in phrases)
            slots[phrase] = 0;
        phrases.Clear();
        matches.Clear();
    }

    /// <summary>Gives the slots back; the findings must not be used afterwards.</summary>
    public void Release()
    {
        Clear();
        ArrayPool<int>.Shared.Return(slots);
    }

    private static int[] Rent(int length)
    {
        var array = ArrayPool<int>.Shared.Rent(length);
        array.AsSpan(0, length).Clear();
        return array;
    }

    private static int Doubt(Mention mention) =>
        BitOperations.PopCount((uint)mention) + (mention.HasFlag(Mention.Negated) ? DenialDoubt : 0);
}

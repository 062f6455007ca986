using System.Security.Cryptography;
using System.Text;
using MediAgents.Grains.Conversations;
using MediAgents.Models.Budgets;

namespace MediAgents.Grains.Compaction;

/// <summary>
/// Where a conversation is cut into what is summarised and what is handed on word for word. It can only be cut at the end of a
/// block, counted from the beginning: so a conversation that goes on keeps its cut for a while, and with it its summary.
/// </summary>
/// <param name="Older">To be summarised; may be empty.</param>
/// <param name="Latest">At most <see cref="MostLatest"/> tokens.</param>
/// <param name="OlderTokens">Length of <paramref name="Older"/>, as estimated.</param>
internal sealed record ConversationCut(IReadOnlyList<SpokenTurn> Older, IReadOnlyList<SpokenTurn> Latest, int OlderTokens)
{
    /// <summary>Tokens that are handed on word for word at most: some dozen questions with their answers.</summary>
    public const int MostLatest = 3_000;

    /// <summary>The least tokens of a block. Half of <see cref="MostLatest"/>, so that after a cut at least about as many stay as go.</summary>
    private const int Block = 1_500;

    public static ConversationCut Of(IReadOnlyList<SpokenTurn> turns)
    {
        var lengths = turns.Select(turn => TokenEstimate.Of(turn.Text)).ToList();
        var rest = lengths.Sum();
        var (cut, cutTokens, passed, block) = (0, 0, 0, 0);
        for (var at = 0; at < turns.Count && rest - cutTokens > MostLatest; at++)
        {
            passed += lengths[at];
            block += lengths[at];
            if (block >= Block)
                (cut, cutTokens, block) = (at + 1, passed, 0);
        }

        return new ConversationCut([.. turns.Take(cut)], [.. turns.Skip(cut)], cutTokens);
    }

    /// <summary>SHA-256 of what is summarised, in hexadecimal.</summary>
    public string Prefix()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var turn in Older)
        {
            // Lengths first, so that no two conversations run together to the same bytes.
            hash.AppendData(Encoding.UTF8.GetBytes($"{turn.Role} {turn.Text.Length}\n{turn.Text}"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

using System.Security.Cryptography;

namespace MediAgents.Records.AuditTrail;

/// <summary>
/// Goes along a chain entry by entry, in memory that does not grow, and notes what is wrong: entries changed, missing, in
/// another order, cut off at the end, or a forged head.
/// </summary>
/// <remarks>
/// Who can put back an older copy of the whole store puts back an older trail that is whole in itself. Against that helps an
/// anchor only: a head noted down elsewhere.
/// </remarks>
/// <param name="chain">Makes the codes.</param>
/// <param name="checkpoint">The last entry removed when its time was over, as stored; null if none ever was.</param>
/// <param name="anchor">A head noted down earlier, to be found in the chain; null for none.</param>
public sealed class TrailWalk(TrailChain chain, SignedHead? checkpoint, TrailHead? anchor)
{
    /// <summary>Beyond so many, what is wrong is no longer noted.</summary>
    public const int MaxFaults = 100;

    private readonly List<TrailFault> faults = [];
    private readonly long start = checkpoint?.Head.Seq ?? 0;
    private TrailHead last = checkpoint?.Head ?? new TrailHead(0, TrailChain.Origin);
    private long entries;
    private long? firstSeq;
    private string? pruning;

    /// <summary>Takes the next entry, in the order of their numbers.</summary>
    public void Visit(TrailEntry entry)
    {
        entries++;
        firstSeq ??= entry.Seq;
        if (entry.Seq > last.Seq + 1)
            Note(entry.Seq, $"Entries {last.Seq + 1} to {entry.Seq - 1} are missing.");
        else if (entry.Seq <= last.Seq)
            Note(entry.Seq, "The entry stands before the checkpoint.");
        else if (!Same(chain.MacOf(last.Mac.Span, entry.Seq, entry.Time, entry.Access), entry.Mac.Span))
            Note(entry.Seq, "The entry was changed, or another stood before it.");

        if (entry.Seq == anchor?.Seq && !Same(anchor.Mac.Span, entry.Mac.Span))
            Note(entry.Seq, "The entry is not the one of the anchor.");
        if (entry.Access.Action == TrailPruning.Action)
            pruning = entry.Access.Subject;
        last = new TrailHead(entry.Seq, entry.Mac);
    }

    /// <summary>Says what was found, after the last entry.</summary>
    /// <param name="head">The head as stored; null if there is none.</param>
    /// <param name="hasRecords">Whether the store holds anything that was stored with an entry.</param>
    public TrailReport End(SignedHead? head, bool hasRecords)
    {
        if (head is not null)
            CheckHead(head);
        else if (entries > 0 || checkpoint is not null)
            Note(last.Seq, "The head is missing.");
        else if (hasRecords)
            Note(0, "There are records and no trail.");

        CheckCheckpoint();
        if (anchor is not null && anchor.Seq > last.Seq)
            Note(last.Seq, $"The trail ends before the anchor, entry {anchor.Seq}.");
        else if (anchor is not null && anchor.Seq == start && start > 0 && !Same(anchor.Mac.Span, checkpoint!.Head.Mac.Span))
            Note(start, "The checkpoint is not the one of the anchor.");
        return new TrailReport(entries, firstSeq ?? last.Seq + 1, last, faults);
    }

    private void CheckHead(SignedHead head)
    {
        if (!head.IsHeadOf(chain))
            Note(head.Head.Seq, "The head was forged.");
        if (head.Head.Seq > last.Seq)
            Note(head.Head.Seq, $"Entries {last.Seq + 1} to {head.Head.Seq} at the end are missing.");
        else if (head.Head.Seq < last.Seq)
            Note(last.Seq, $"There are entries after the head, {head.Head.Seq}.");
        else if (!Same(head.Head.Mac.Span, last.Mac.Span))
            Note(last.Seq, "The last entry is not the one of the head.");
    }

    private void CheckCheckpoint()
    {
        if (checkpoint is not null && !checkpoint.IsCheckpointOf(chain))
            Note(start, "The checkpoint was forged.");
        if (pruning != (checkpoint is null ? null : TrailPruning.SubjectOf(checkpoint.Head)))
            Note(start, "The checkpoint is not what the last entry about removed entries says.");
    }

    private void Note(long seq, string problem)
    {
        if (faults.Count < MaxFaults)
            faults.Add(new TrailFault(seq, problem));
    }

    private static bool Same(ReadOnlySpan<byte> code, ReadOnlySpan<byte> other) => CryptographicOperations.FixedTimeEquals(code, other);
}

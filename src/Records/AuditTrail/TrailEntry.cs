using MediAgents.Primitives;

namespace MediAgents.Records.AuditTrail;

/// <summary>One entry of the audit trail.</summary>
/// <param name="Seq">1, 2, 3 ... without gaps, in the order of commits.</param>
/// <param name="Time">When, to the millisecond, UTC.</param>
/// <param name="Access">What happened.</param>
/// <param name="Mac">Binds the entry to the one before it (<see cref="TrailChain"/>), 32 bytes.</param>
public sealed record TrailEntry(long Seq, DateTimeOffset Time, Access Access, ReadOnlyMemory<byte> Mac);

/// <summary>The end of the chain at some moment: what an auditor notes down to compare with later.</summary>
/// <param name="Seq">Of the newest entry; 0 for an empty trail.</param>
/// <param name="Mac">Of the newest entry.</param>
public sealed record TrailHead(long Seq, ReadOnlyMemory<byte> Mac);

/// <summary>What to read of the trail; null means all.</summary>
/// <param name="Patient">Only accesses to this patient's data.</param>
/// <param name="From">Only at this time or later.</param>
/// <param name="Until">Only before this time.</param>
/// <param name="AfterSeq">Only later entries than this.</param>
public sealed record TrailFilter(PatientId? Patient = null, DateTimeOffset? From = null, DateTimeOffset? Until = null, long AfterSeq = 0);

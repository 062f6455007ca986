using MediAgents.Grains.Reports;
using MediAgents.Primitives;

namespace MediAgents.Grains.ReportWriter;

/// <summary>What a report is about and which versions it has. The versions themselves stand in the journal.</summary>
public sealed record ReportState
{
    /// <summary>Null for a report nobody opened.</summary>
    public ReportSubject? Subject { get; init; }

    /// <summary>When it was opened.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Draftings asked for and not ended, the one under way first.</summary>
    public IReadOnlyList<AskedDrafting> Waiting { get; init; } = [];

    /// <summary>How often the first of them was begun; more than once after crashes.</summary>
    public int Attempts { get; init; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<StoredVersion> Versions { get; init; } = [];

    /// <summary>The newest draftings that ended, and where in the journal their outcome stands.</summary>
    public IReadOnlyList<EndedDrafting> Ended { get; init; } = [];
}

/// <summary>A drafting and who asked for it; the record is read on their behalf.</summary>
public sealed record AskedDrafting(string Id, Principal Principal);

/// <summary>A version and the journal's entry that holds it.</summary>
public sealed record StoredVersion(VersionSummary Summary, long Seq);

/// <summary>A drafting and the journal's entry that tells its end.</summary>
public sealed record EndedDrafting(string Id, long Seq);

/// <summary>One entry of a report's journal: how a drafting ended, with the version if it made one.</summary>
public sealed record ReportEntry(DraftingEnded Ended, ReportVersion? Version = null);

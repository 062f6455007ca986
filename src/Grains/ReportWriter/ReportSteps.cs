using MediAgents.Grains.Hosting;
using MediAgents.Grains.Reports;

namespace MediAgents.Grains.ReportWriter;

/// <summary>From a woken report's worker, before it drafts again: may it? Asked again for the same attempt it changes nothing.</summary>
/// <param name="DraftingId">Which drafting.</param>
/// <param name="Attempt">From 2; the first needs no asking.</param>
public sealed record BeginDraft(string DraftingId, int Attempt) : IGrainRequest<DraftGranted>, IRepeatable;

/// <summary>False: the drafting has ended, perhaps just now because it was begun too often.</summary>
public sealed record DraftGranted(bool Granted);

/// <summary>From the report's worker: the drafting has ended, with a draft or why there is none. Stored once.</summary>
public sealed record StoreDraft(string DraftingId, ReportVersion? Draft, DraftingFailure? Failure = null) : IGrainRequest<Unit>, IRepeatable;

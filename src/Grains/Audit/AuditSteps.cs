using MediAgents.Grains.Bills;
using MediAgents.Grains.Hosting;

namespace MediAgents.Grains.Audit;

/// <summary>From a woken audit's worker, before it reads the document again: may it? Asked again for the same attempt it changes nothing.</summary>
/// <param name="Attempt">From 2; the first needs no asking.</param>
public sealed record BeginAttempt(int Attempt) : IGrainRequest<AttemptGranted>, IRepeatable;

/// <summary>False: the audit has ended, perhaps just now because it was begun too often.</summary>
public sealed record AttemptGranted(bool Granted);

/// <summary>From the audit's worker: how far it is.</summary>
public sealed record NoteProgress(AuditProgress Progress) : IGrainRequest<Unit>, IRepeatable;

/// <summary>From the audit's worker: the audit has ended. Stored once.</summary>
public sealed record StoreOutcome(AuditOutcome Outcome) : IGrainRequest<Unit>, IRepeatable;

using MediAgents.Grains.Documents;
using MediAgents.Grains.Hosting;
using MediAgents.Primitives;

namespace MediAgents.Grains.DocumentAnalyst;

/// <summary>An extraction to be done.</summary>
/// <param name="Scope">Who asked, and whose document it is.</param>
/// <param name="ExtractionId">Its id.</param>
/// <param name="DocumentId">The document.</param>
/// <param name="Language">Language of a scan.</param>
/// <param name="Time">When it was asked for.</param>
public sealed record RequestedExtraction(PatientScope Scope, string ExtractionId, string DocumentId, string? Language, DateTimeOffset Time);

/// <summary>From a woken extraction's worker, before it reads the document again: may it? Asked again for the same attempt it changes nothing.</summary>
/// <param name="Attempt">From 2; the first needs no asking.</param>
public sealed record BeginExtraction(int Attempt) : IGrainRequest<ExtractionGranted>, IRepeatable;

/// <summary>False: the extraction has ended, perhaps just now because it was begun too often.</summary>
public sealed record ExtractionGranted(bool Granted);

/// <summary>From the extraction's worker: how far it is.</summary>
public sealed record NoteExtractionProgress(ExtractionProgress Progress) : IGrainRequest<Unit>, IRepeatable;

/// <summary>From the extraction's worker: it has ended. Stored once.</summary>
public sealed record StoreExtraction(ExtractionOutcome Outcome) : IGrainRequest<Unit>, IRepeatable;

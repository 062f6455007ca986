using MediAgents.Grains.Agents;
using MediAgents.Grains.Bills;
using MediAgents.Grains.Runs;

namespace MediAgents.Grains.Run;

/// <summary>
/// Answers of the run to its worker: whether the worker still holds the run. False: another activation has taken it
/// over, or it has ended; the worker stops.
/// </summary>
public sealed record StepAccepted(bool Holds);

/// <summary>Records who answers, once a model has planned it or could not.</summary>
public sealed record DecideRoute(int Epoch, RouteDecided Route, ModelUsage? Usage) : IGrainRequest<StepAccepted>, IRepeatable;

/// <summary>Shows how far a long step is.</summary>
public sealed record ReportProgress(int Epoch, Progress Progress) : IGrainRequest<StepAccepted>;

/// <summary>
/// Tells on what an agent says while it says it. Pieces are numbered from 1 in each <paramref name="Attempt"/>; one that was told
/// already changes nothing.
/// </summary>
public sealed record TellOn(int Epoch, string Agent, int Attempt, int Seq, IReadOnlyList<SpokenPiece> Pieces) : IGrainRequest<StepAccepted>, IRepeatable;

/// <summary>A piece of a sentence, or its end.</summary>
public sealed record SpokenPiece(string? Text = null, SaidSentence? Said = null);

/// <summary>Records an agent's opinion: citations, its text, its end.</summary>
public sealed record CompleteConsultation(int Epoch, Opinion Opinion) : IGrainRequest<StepAccepted>, IRepeatable;

/// <summary>Records a bill's audit: its findings, then the auditor's opinion.</summary>
public sealed record CompleteAudit(int Epoch, AuditOutcome Outcome) : IGrainRequest<StepAccepted>, IRepeatable;

/// <summary>Ends the run with its answer.</summary>
public sealed record CompleteRun(int Epoch, MergedAnswer Answer) : IGrainRequest<StepAccepted>;

/// <summary>Ends the run without an answer.</summary>
public sealed record FailRun(int Epoch, RunEnded Reason) : IGrainRequest<StepAccepted>;

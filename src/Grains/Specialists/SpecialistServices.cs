using MediAgents.Grains.Retrieving;
using MediAgents.Grains.Specialists.Writing;
using MediAgents.Models.Answers;
using MediAgents.Primitives;

namespace MediAgents.Grains.Specialists;

/// <summary>What every specialist works with.</summary>
/// <param name="Passages">Where it looks.</param>
/// <param name="Writer">Quotes what was found; it always answers.</param>
/// <param name="Thresholds">From which confidence an opinion stands.</param>
/// <param name="Models">Models that write in its place, where there are any.</param>
public sealed record SpecialistServices(PassageRetrieval Passages, IAnswerWriter Writer, ConfidenceThresholds Thresholds, ModelDesk Models);

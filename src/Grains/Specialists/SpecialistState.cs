using MediAgents.Grains.Agents;

namespace MediAgents.Grains.Specialists;

/// <summary>What a specialist holds of one patient, newest first.</summary>
public sealed record SpecialistState
{
    public IReadOnlyList<Conclusion> Conclusions { get; init; } = [];

    public IReadOnlyList<OpenQuestion> OpenQuestions { get; init; } = [];
}

namespace MediAgents.Bench;

/// <summary>
/// Something to measure. It runs its own baselines, in the same process and minute, and writes one
/// <c>name: value unit</c> a line, so that figures of a loaded machine can still be compared.
/// </summary>
internal sealed record Scenario(string Name, string Description, Func<TextWriter, Task> RunAsync);

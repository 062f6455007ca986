namespace MediAgents.Evaluation.Datasets;

/// <summary>A dataset that cannot be read; the message names the file, the line and the field.</summary>
public sealed class DatasetException(string file, long line, string field, string problem)
    : Exception($"{file}, line {line}, {field}: {problem}")
{
    public string File { get; } = file;

    /// <summary>Counted from 1; 0 where the file as a whole is meant.</summary>
    public long Line { get; } = line;

    public string Field { get; } = field;
}

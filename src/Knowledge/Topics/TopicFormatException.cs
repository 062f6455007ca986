namespace MediAgents.Knowledge.Topics;

/// <summary>A topic file that is not in the required form; the message names the file, the line and what is wrong.</summary>
public sealed class TopicFormatException(string file, int line, string problem)
    : Exception($"{file}, line {line}: {problem}")
{
    public string File { get; } = file;

    /// <summary>Counted from 1.</summary>
    public int Line { get; } = line;
}

using MediAgents.Records.Timeline.Import;

namespace MediAgents.Gateway.Timeline;

/// <summary>What became of an import.</summary>
/// <param name="Imported">Rows that went in.</param>
/// <param name="Rejected">Rows that did not.</param>
/// <param name="Problems">What is wrong with the rejected rows, the first 1,000 things.</param>
public sealed record ImportReply(int Imported, int Rejected, IReadOnlyList<ImportProblem> Problems);

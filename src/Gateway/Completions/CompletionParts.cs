using MediAgents.Grains.Conversations;
using MediAgents.Grains.Runs;

namespace MediAgents.Gateway.Completions;

/// <summary>What whole and streamed answers have in common.</summary>
internal static class CompletionParts
{
    public static string IdOf(string runId) => $"chatcmpl-{runId}";

    public static CompletionDetails DetailsOf(MessageAccepted accepted, AnswerCompleted answer, IReadOnlyList<Citation> citations) => new(
        accepted.RunId,
        accepted.SessionId,
        answer.Confidence,
        answer.Level,
        answer.Agents,
        citations,
        answer.Disagreements);

    /// <summary>Each place where the answer cites a source that has an address.</summary>
    public static IReadOnlyList<CompletionAnnotation> AnnotationsOf(string answer, IReadOnlyList<Citation> citations)
    {
        var found = new List<CompletionAnnotation>();
        foreach (var (id, _, title, url, _, _) in citations)
        {
            if (url is null)
                continue;
            var mark = $"[{id}]";
            for (var at = answer.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = answer.IndexOf(mark, at + mark.Length, StringComparison.Ordinal))
                found.Add(new CompletionAnnotation(new UrlCitation(url, title, at, at + mark.Length)));
        }

        return [.. found.OrderBy(annotation => annotation.UrlCitation.StartIndex)];
    }
}

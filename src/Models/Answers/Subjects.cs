namespace MediAgents.Models.Answers;

/// <summary>Decides which subjects of the evidence one answer may speak about.</summary>
internal static class Subjects
{
    private const int MostSubjects = 2;

    // A second subject must be nearly as relevant as the first, or the answer would mix things that do not belong together.
    private const double NearlyAsRelevant = 0.92;

    /// <summary>The evidence of the subjects to speak about, each with its subject's rank, in the order given.</summary>
    public static IReadOnlyList<(Evidence Evidence, int SubjectRank)> Choose(IReadOnlyList<Evidence> evidence)
    {
        var titles = evidence
            .GroupBy(passage => passage.Title)
            .Select(group => (Title: group.Key, Score: group.Max(passage => passage.Score)))
            .OrderByDescending(subject => subject.Score)
            .Take(MostSubjects)
            .ToList();
        titles.RemoveAll(subject => subject.Score < NearlyAsRelevant * titles[0].Score);
        return [.. evidence
            .Select(passage => (passage, titles.FindIndex(subject => subject.Title == passage.Title)))
            .Where(passage => passage.Item2 >= 0)];
    }
}

namespace MediAgents.Models.Answers;

/// <summary>Decides which subjects of the evidence one answer may speak about.</summary>
internal static class Subjects
{
    private const int MostSubjects = 2;

    // A second subject must be nearly as relevant as the first, or the answer would mix things that do not belong together.
    private const double NearlyAsRelevant = 0.92;

    /// <summary>The evidence of the subjects to speak about, each with its subject's rank, in the order given.</summary>
    /// <remarks>
    /// A subject that the question names in full stands alone, unless the question also has some of the other's name:
    /// who asks about stroke is not answered about what is like a stroke.
    /// </remarks>
    public static IReadOnlyList<(Evidence Evidence, int SubjectRank)> Choose(string question, IReadOnlyList<Evidence> evidence)
    {
        var asked = WordKeys.Of(question);
        var subjects = evidence
            .GroupBy(passage => passage.Title)
            .Select(group => (Title: group.Key, Name: WordKeys.Of(group.Key), Score: group.Max(passage => passage.Score)))
            .ToList();
        if (subjects.Count == 0)
            return [];
        var relevant = NearlyAsRelevant * subjects.Max(subject => subject.Score);
        subjects.RemoveAll(subject => subject.Score < relevant);

        if (subjects.Find(subject => IsNamed(subject.Name)) is { Name: { } named })
            subjects.RemoveAll(subject => subject.Name != named && !subject.Name.Except(named).Intersect(asked).Any());

        var titles = subjects.OrderByDescending(subject => subject.Score).Take(MostSubjects).ToList();
        return [.. evidence
            .Select(passage => (passage, titles.FindIndex(subject => subject.Title == passage.Title)))
            .Where(passage => passage.Item2 >= 0)];

        bool IsNamed(ulong[] name) => name.Length > 0 && WordKeys.Shared(name, asked) == name.Length;
    }
}

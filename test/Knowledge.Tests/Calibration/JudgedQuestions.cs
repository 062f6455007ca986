using System.Text.Json;

namespace MediAgents.Knowledge.Tests.Calibration;

/// <summary>A question and the topics judged to answer it (2) or to be of use too (1); none for one to be refused.</summary>
internal sealed record JudgedQuestion(string Id, string Text, IReadOnlyDictionary<string, int> Grades);

/// <summary>The training set and the development half of the judged questions, where they are at hand.</summary>
internal static class JudgedQuestions
{
    /// <summary>The folder <c>evals</c>: named by MEDIAGENTS_EVALS or found above the test binary; null when absent.</summary>
    public static string? Folder { get; } = Find();

    public static IReadOnlyList<JudgedQuestion> Answerable() => Read(Path.Combine(Folder!, "retrieval", "dev", "queries.jsonl"), Grades());

    public static IReadOnlyList<JudgedQuestion> Refused() =>
        Read(Path.Combine(Folder!, "refusal", "dev.jsonl"), new Dictionary<string, Dictionary<string, int>>());

    /// <summary>Each of these names the one topic that answers it.</summary>
    public static IReadOnlyList<JudgedQuestion> AnswerableForTraining() =>
        [.. Rows(Path.Combine(Folder!, "retrieval", "train", "questions.jsonl")).Select(row => new JudgedQuestion(
            row.GetProperty("_id").GetString()!,
            row.GetProperty("text").GetString()!,
            new Dictionary<string, int> { [row.GetProperty("topic").GetString()!] = 2 }))];

    public static IReadOnlyList<JudgedQuestion> RefusedForTraining() =>
        Read(Path.Combine(Folder!, "refusal", "train.jsonl"), new Dictionary<string, Dictionary<string, int>>());

    private static List<JudgedQuestion> Read(string path, IReadOnlyDictionary<string, Dictionary<string, int>> grades) =>
        [.. Rows(path).Select(row =>
        {
            var id = row.GetProperty("_id").GetString()!;
            return new JudgedQuestion(id, row.GetProperty("text").GetString()!, grades.GetValueOrDefault(id) ?? []);
        })];

    private static IEnumerable<JsonElement> Rows(string path)
    {
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0))
        {
            using var row = JsonDocument.Parse(line);
            yield return row.RootElement.Clone();
        }
    }

    private static Dictionary<string, Dictionary<string, int>> Grades()
    {
        var grades = new Dictionary<string, Dictionary<string, int>>();
        foreach (var line in File.ReadLines(Path.Combine(Folder!, "retrieval", "dev", "qrels.tsv")).Skip(1))
        {
            if (line.Split('\t') is not [var query, var topic, var grade])
                continue;
            if (!grades.TryGetValue(query, out var of))
                grades[query] = of = [];
            of[topic] = int.Parse(grade);
        }

        return grades;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("MEDIAGENTS_EVALS") is { Length: > 0 } named)
            return Exists(named) ? named : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Exists(Path.Combine(folder.FullName, "evals")))
                return Path.Combine(folder.FullName, "evals");
        return null;
    }

    private static bool Exists(string folder) =>
        File.Exists(Path.Combine(folder, "retrieval", "dev", "queries.jsonl")) && File.Exists(Path.Combine(folder, "retrieval", "train", "questions.jsonl"));
}

/// <summary>A fact that runs where the judged questions are at hand and is skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class JudgedFactAttribute : FactAttribute
{
    public JudgedFactAttribute()
    {
        if (JudgedQuestions.Folder is null)
            Skip = "The judged questions (evals/retrieval/{dev,train}, evals/refusal/{dev,train}.jsonl) are not at hand.";
    }
}

using System.Text.Json;
using MediAgents.Evaluation.Datasets;
using MediAgents.Primitives;

namespace MediAgents.Evaluation.Council;

/// <summary>
/// Questions of made-up patients whose right answers are described by rules: a folder with <c>patients.json</c>
/// (<c>[{id, profile, events}]</c>, profile and events as the API takes them) and <c>questions.jsonl</c>.
/// </summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Patients">Ids unique.</param>
/// <param name="Questions">Ids unique, of those patients.</param>
public sealed record CouncilSet(string Name, IReadOnlyList<CouncilPatient> Patients, IReadOnlyList<CouncilQuestion> Questions)
{
    private const string PatientsFile = "patients.json";
    private const string QuestionsFile = "questions.jsonl";

    /// <exception cref="DatasetException">A file is missing or wrong, or a question is of nobody.</exception>
    public static CouncilSet Read(string folder)
    {
        var patients = ReadPatients(Path.Combine(folder, PatientsFile));
        var known = patients.Select(patient => patient.Id).ToHashSet(StringComparer.Ordinal);
        using var reader = DatasetFile.Open(Path.Combine(folder, QuestionsFile));
        var questions = new List<CouncilQuestion>();
        foreach (var (row, line) in DatasetFile.Objects(reader, QuestionsFile))
        {
            using (row)
            {
                var question = Parse<CouncilQuestion>(row.RootElement.GetRawText(), QuestionsFile, line);
                if (!known.Contains(question.Patient))
                    throw new DatasetException(QuestionsFile, line, "patient", $"'{question.Patient}' is not in {PatientsFile}");
                if (questions.Exists(one => one.Id == question.Id))
                    throw new DatasetException(QuestionsFile, line, "id", $"'{question.Id}' stands twice");
                questions.Add(question);
            }
        }

        return questions.Count > 0
            ? new CouncilSet(new DirectoryInfo(folder).Name, patients, questions)
            : throw new DatasetException(QuestionsFile, 0, "file", "has no question");
    }

    private static List<CouncilPatient> ReadPatients(string path)
    {
        using var reader = DatasetFile.Open(path);
        return Parse<List<CouncilPatient>>(reader.ReadToEnd(), PatientsFile, 0);
    }

    private static T Parse<T>(string json, string file, long line)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, WireJson.Options) ?? throw new DatasetException(file, line, "line", "is null");
        }
        catch (JsonException wrong)
        {
            throw new DatasetException(file, line, wrong.Path ?? "line", wrong.Message);
        }
    }
}

/// <param name="Id">Also the user id it is asked under.</param>
/// <param name="Profile">As <c>PUT /profile/</c> takes it, without <c>user_id</c>.</param>
/// <param name="Events">As <c>POST /timeline/event</c> takes them, without <c>user_id</c>.</param>
public sealed record CouncilPatient(string Id, JsonElement Profile, IReadOnlyList<JsonElement> Events);

/// <summary>A question, and what a right answer does.</summary>
public sealed record CouncilQuestion
{
    public required string Id { get; init; }

    public required string Patient { get; init; }

    public required CouncilKind Kind { get; init; }

    public required string Text { get; init; }

    /// <summary>The agents that ought to answer, by kind.</summary>
    public required IReadOnlyList<string> Agents { get; init; }

    /// <summary>Titles of topics of the collection that ought to be cited; of several divided by <c>|</c> one is enough.</summary>
    public IReadOnlyList<string> Cite { get; init; } = [];

    /// <summary>Points that ought to be made, each as the words of which one has to stand in the answer.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Mention { get; init; } = [];

    /// <summary>Words that must not stand in it.</summary>
    public IReadOnlyList<string> Avoid { get; init; } = [];

    /// <summary>Of a conflict: what the disagreement that ought to be named is about, one of these words.</summary>
    public IReadOnlyList<string> Disagreement { get; init; } = [];
}

/// <summary>What makes a question easy or hard.</summary>
public enum CouncilKind
{
    /// <summary>Of one field.</summary>
    Simple,

    /// <summary>Of several fields.</summary>
    Complex,

    /// <summary>Fields advise differently.</summary>
    Conflict,

    /// <summary>An emergency.</summary>
    RedFlag,
}

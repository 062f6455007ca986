using MediAgents.Records.Validation;

namespace MediAgents.Gateway.Problems;

/// <summary>What the records' own rules find wrong, as problems.</summary>
internal static class CheckedFields
{
    /// <exception cref="ProblemException">400, naming the first of the wrong fields.</exception>
    public static T Require<T>(this Checked<T> judged)
        where T : class =>
        judged.Value ?? throw new ProblemException(ProblemOf(judged.Problems[0]));

    /// <summary>Entries of a list, none of which may be null.</summary>
    /// <exception cref="ProblemException">One is.</exception>
    public static IReadOnlyList<T> Entries<T>(string field, IReadOnlyList<T?>? entries)
        where T : class
    {
        for (var i = 0; i < entries?.Count; i++)
        {
            if (entries[i] is null)
                throw new ProblemException(Problem.InvalidField($"{field}[{i}]", $"{field}[{i}] is null."));
        }

        return (IReadOnlyList<T>?)entries ?? [];
    }

    private static Problem ProblemOf(FieldProblem wrong)
    {
        var field = wrong.Field.Length == 0 ? "body" : wrong.Field;
        return Problem.InvalidField(field, $"{field} {wrong.Reason}");
    }
}

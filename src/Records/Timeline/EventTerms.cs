using System.Text.Json;
using MediAgents.Records.Text;

namespace MediAgents.Records.Timeline;

/// <summary>The values of an event by which filters find it, in the one form that stores keep blind indexes of.</summary>
public static class EventTerms
{
    public static string OfType(EventType type) => JsonNamingPolicy.SnakeCaseLower.ConvertName(type.ToString());

    public static string OfCode(EventCode code) => OfCode($"{code.System}|{code.Value}");

    /// <param name="code"><c>system|value</c>.</param>
    public static string OfCode(string code) => FoldedText.Exact(code);

    public static string OfBodyPart(string bodyPart) => FoldedText.Exact(bodyPart);
}

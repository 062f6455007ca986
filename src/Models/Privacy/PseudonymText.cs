using System.Text.Json;
using System.Text.RegularExpressions;

namespace MediAgents.Models.Privacy;

/// <summary>How tokens are written: <c>[PATIENT_NAME_1]</c>, and <c>[PATIENT_NAME_1.2]</c> for another way of writing the same.</summary>
internal static partial class PseudonymText
{
    /// <summary>No token is longer.</summary>
    public const int Longest = 40;

    public static string Of(IdentifierKind kind, int entity, int form) =>
        $"[{JsonNamingPolicy.SnakeCaseUpper.ConvertName(kind.ToString())}_{entity}{(form == 1 ? "" : $".{form}")}]";

    /// <summary>True for a letter that may stand within a token's brackets.</summary>
    public static bool IsPart(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.';

    /// <summary>In any case: models do not always keep it.</summary>
    [GeneratedRegex(@"\[[A-Za-z][A-Za-z_]{2,24}_\d{1,6}(?:\.\d{1,6})?\]", RegexOptions.CultureInvariant, 2000)]
    public static partial Regex Token();
}

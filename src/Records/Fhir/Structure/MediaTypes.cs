using System.Text.RegularExpressions;

namespace MediAgents.Records.Fhir.Structure;

/// <summary>Media types (BCP 13), to which the type of an attachment is bound; they cannot be listed.</summary>
internal static partial class MediaTypes
{
    public static bool IsMediaType(string text) => Form().IsMatch(text);

    // RFC 6838, section 4.2: restricted names; RFC 2045: parameters.
    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9!#$&\-^_.+]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&\-^_.+]{0,126}(\s?;\s?[^\s;]+)*\z")]
    private static partial Regex Form();
}

using System.Text.RegularExpressions;

namespace MediAgents.Billing.Rules;

/// <summary>A wording that says it is one part of a service: "MRI brain (part 2)", "knee replacement 1 of 2", "second instalment".</summary>
internal static partial class ServiceParts
{
    /// <summary>The service without the words of the part, and which part it is; null where no part is named.</summary>
    public static (string Service, string Part)? Of(string description)
    {
        var match = Marker().Match(description);
        if (!match.Success)
            return null;
        var service = $"{description[..match.Index]} {description[(match.Index + match.Length)..]}".Trim(' ', '-', ',', ':', ';');
        return service.Length == 0 ? null : (service, match.Groups["part"].Value.ToLowerInvariant());
    }

    [GeneratedRegex(
        @"[\(\[]?\s*\b(part|instal?lment)\s*[-:#.]?\s*(no\.?\s*)?(?<part>\d{1,2}|i{1,3}|iv|v|a|b|c|one|two|three)(\s*(of|/)\s*\d{1,2})?\b\s*[\)\]]?"
        + @"|[\(\[]?\s*\b(?<part>\d{1,2})\s+of\s+\d{1,2}\b\s*[\)\]]?"
        + @"|[\(\[]?\s*\b(?<part>first|second|third|1st|2nd|3rd|final|balance|remaining)\s+(part|half|instal?lment|portion)\b\s*[\)\]]?",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marker();
}

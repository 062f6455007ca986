using System.Text.RegularExpressions;

namespace MediAgents.Documents.Printing;

/// <summary>
/// Tells whether a page needs anything from outside of itself. Everything that a printer would fetch is named by an element,
/// an attribute or a rule of style; escaped text has no angle bracket and so can be none of them.
/// </summary>
internal static partial class SelfContainedPage
{
    /// <summary>What refers outside, e.g. <c>an element img</c>; null when nothing does.</summary>
    public static string? ReferenceIn(string html)
    {
        if (FetchingElement().Match(html) is { Success: true } element)
            return $"an element {element.Groups["name"].Value.ToLowerInvariant()}";
        if (FetchingAttribute().Match(html) is { Success: true } attribute)
            return $"an attribute {attribute.Groups["name"].Value.ToLowerInvariant()}";
        return Style().Matches(html).Any(style => FetchingRule().IsMatch(style.ValueSpan)) ? "a style that names a url" : null;
    }

    [GeneratedRegex(
        @"<\s*(?<name>img|image|link|script|object|embed|iframe|frame|base|audio|video|source|track|input|use|feimage)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex FetchingElement();

    [GeneratedRegex(
        @"<[^>]*\s(?<name>src|srcset|href|data|background|poster|style|attachment|rel)\s*=",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex FetchingAttribute();

    [GeneratedRegex(@"<style\b[^>]*>[^<]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Style();

    [GeneratedRegex(@"url\s*\(|@import|@font-face|image-set|\\", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex FetchingRule();
}

using System.Text.RegularExpressions;

namespace MediAgents.Grains.Advice;

/// <summary>
/// Something that can be advised or warned off, by the names it goes by. A name is the beginning of a word, or with a blank behind it
/// the whole word.
/// </summary>
internal sealed partial class Measure(params string[] names)
{
    private const int Limit = 2000;
    private const RegexOptions Spaced = RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <summary>All its names, for whoever looks for what is said of it.</summary>
    public string Names { get; } = string.Join(' ', names.Select(name => name.Trim()));

    /// <summary>The name under which a text has it, as the text writes the word; null where it does not.</summary>
    public string? NameIn(string text)
    {
        foreach (var name in names)
        {
            if (PlaceOf(name, text) is { } place)
                return WordsAt(text, place, name);
        }

        return null;
    }

    /// <summary>
    /// True: the sentence advises it; false: it warns it off; null: it does neither, or does not name it. What a sentence says of
    /// something else is no stance: "painkillers raise the risk with blood thinners" warns off the former.
    /// </summary>
    public bool? StanceOf(string sentence)
    {
        bool? stance = null;
        foreach (var clause in ClauseBorder().Split(sentence))
        {
            foreach (var name in names)
            {
                if (PlaceOf(name, clause) is not { } place)
                    continue;
                var (before, behind) = (clause[..place], clause[place..]);
                if (WarnedBehind().IsMatch(behind) || WarnedBefore().IsMatch(before))
                    return false;
                if (AdvisedBehind().IsMatch(behind) || AdvisedBefore().IsMatch(before))
                    stance = true;
            }
        }

        return stance;
    }

    /// <summary>Words begin after a blank and end before one, so that no "ice" is found in "advice".</summary>
    private static int? PlaceOf(string name, string clause)
    {
        var at = Blanked(clause).IndexOf($" {name}", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : at;
    }

    private static string WordsAt(string text, int start, string name)
    {
        var end = Math.Min(start + name.TrimEnd().Length, text.Length);
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '-'))
            end++;
        return text[start..end];
    }

    private static string Blanked(string sentence) =>
        string.Create(sentence.Length + 2, sentence, static (blanked, text) =>
        {
            blanked[0] = blanked[^1] = ' ';
            for (var i = 0; i < text.Length; i++)
                blanked[i + 1] = char.IsLetterOrDigit(text[i]) || text[i] == '-' ? text[i] : ' ';
        });

    [GeneratedRegex(@";|,?\s(?:but|so|because|although|though|unless|whereas|while|however)\s", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Limit)]
    private static partial Regex ClauseBorder();

    /// <summary>Behind the name: "ibuprofen should not be taken", "caffeine can trigger …".</summary>
    [GeneratedRegex(
        """
        \b (?:should|must|may|need) \s? not \b | \b should \s (?:never | be \s (?:avoided|stopped|limited|delayed|postponed)) \b
        | \b (?:is|are) \s (?:best \s avoided | avoided | (?:usually\s|routinely\s)? not \s (?:usually\s|routinely\s)? (?:recommended|advised|needed|necessary|suitable|safe|used|given)) \b
        | \b (?:unsafe|unsuitable|harmful|unnecessary) \b | \b rarely \s (?:needed|necessary|advised) \b | \b do(?:es)? \s not \s help \b
        | \b (?:worsen|harm|damage|trigger|provoke|cause)s? \b
        | \b (?:raise|increase|add \s to)s? \b .* \b (?:risk|bleeding|pressure|sugar|pain|swelling|strain|damage|clots?) \b
        """, Spaced, Limit)]
    private static partial Regex WarnedBehind();

    /// <summary>Before it: "avoid ibuprofen", "stop taking metformin", "treated without surgery".</summary>
    [GeneratedRegex(
        """
        \b (?:avoid(?:ing|s)? | without | rather \s than | instead \s of | no \s need \s for | no \s more | less | fewer | delay(?:ing)? | postpone) \b
        | \b (?:should|must|do) \s not \s (?:take|use|have|be \s given|start|do) \b | (?<! \b not \s | \b never \s) \b stop(?:ping)? \b
        """, Spaced, Limit)]
    private static partial Regex WarnedBefore();

    /// <summary>Behind it: "is recommended", "is the first medicine to try".</summary>
    [GeneratedRegex(
        """
        \b (?:is|are) \s (?:usually\s|often\s|strongly\s)?
            (?:recommended|encouraged|advised|taken|used|given|needed|necessary|safe|suitable|first-line | (?:the|a|an) \s (?:first|usual|main|core|best|fast|good|effective|recommended|safer)) \b
        | \b (?:may|can|should) \s be \s (?:used|taken|given|started|continued|offered|done|tried) \b
        | \b (?:helps?|relieves?|eases?|improves?|prevents?|should \s begin|first \s choice) \b
        """, Spaced, Limit)]
    private static partial Regex AdvisedBehind();

    /// <summary>Before it: "treated with an anti-inflammatory medicine", "do not stop metformin".</summary>
    [GeneratedRegex(
        """
        \b treated \s (?:first\s)? with \b | \b treatment \s (?:is|includes|with) \b | \b (?:start|try|continue|take|use|offer|needs?|requires?) \b
        | \b recommended \b | \b (?:not|never) \s stop \b | \b (?:improved|relieved|prevented) \s (?:by|with) \b
        """, Spaced, Limit)]
    private static partial Regex AdvisedBefore();
}

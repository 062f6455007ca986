using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using MediAgents.ModelServer.Replies;

namespace MediAgents.ModelServer;

/// <summary>
/// A script that plays a council without knowing anything: it plans as the rules did, gives back the first sentence of passages that it
/// is handed, with their labels, and finds no disagreement. Tokens are counted as four letters each, so that sizes of requests can be compared.
/// </summary>
internal static partial class Quoting
{
    private const int LettersOfToken = 4;
    private const int QuotedPassages = 2;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    public static Reply Answer(RecordedRequest request)
    {
        var asked = string.Join('\n', request.Messages.Select(message => message.GetProperty("content").ToString()));
        var text = request.Schema switch
        {
            "council_plan" => Plan(asked),
            "proposed_disagreements" => """{"disagreements":[]}""",
            _ => asked.StartsWith("# Aggregator", StringComparison.Ordinal) ? Quotes(asked, int.MaxValue) : Quotes(asked, QuotedPassages),
        };
        var words = text.Split(' ').Select(word => word + " ").ToArray();
        words[^1] = words[^1].TrimEnd();
        return Reply.Text(words).WithUsage(request.Text.Length / LettersOfToken, text.Length / LettersOfToken).Paced(Pace);
    }

    /// <summary>Each agent of the rules is asked its part of the question as the rules have it.</summary>
    private static string Plan(string asked)
    {
        var agents = TextIn(asked, ByRules()).Split('\n').Select(line => line.Split(": ", 2)).Where(parts => parts.Length == 2);
        return JsonSerializer.Serialize(new { agents = agents.Select(parts => new { agent = parts[0], question = parts[1], reason = "as the rules have it" }) });
    }

    private static string Quotes(string asked, int most)
    {
        var quotes = Passage().Matches(asked).Take(most).Select(passage => $"{FirstSentence(WebUtility.HtmlDecode(passage.Groups["text"].Value))} [{passage.Groups["label"].Value}]").ToList();
        return quotes.Count > 0 ? string.Join(' ', quotes) : "NO ANSWER. There is no passage to quote.";
    }

    private static string FirstSentence(string text) => text.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? text[..(end + 1)] : text;

    private static string TextIn(string asked, Regex element) => WebUtility.HtmlDecode(element.Match(asked).Groups["text"].Value);

    [GeneratedRegex(@"<passage label=""(?<label>k\d+)""[^>]*>\n(?<text>[^<]*)\n</passage>", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Passage();

    [GeneratedRegex(@"<by_rules>\n(?<text>[^<]*)\n</by_rules>", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex ByRules();
}

using System.Text;
using System.Text.RegularExpressions;
using MediAgents.Clinical.Extraction;
using MediAgents.Grains.Conversations;
using MediAgents.Models.Answers;
using MediAgents.Models.Budgets;

namespace MediAgents.Grains.Compaction;

/// <summary>
/// A conversation in its own sentences, the weightiest of them, in order. A patient's sentence weighs more than how an answer began;
/// it weighs the more for events of health that the document analyst's rules read in it, for a measured amount, for words that the
/// conversation seldom has, which tell something new in whatever language, and for being late. No word is added. Time is linear in
/// the text.
/// </summary>
internal static partial class ConversationExtract
{
    private const int LongestSentence = 400;
    private const double OfPatient = 1;
    private const double OfAnswer = 0.4;
    private const double ForAmount = 1.5;
    private const double MostForRarity = 2;
    private const double MostForRecency = 0.5;
    private const double SameWords = 0.7;
    private const string Terminators = ".!?।\n";

    /// <summary>Turns that are read as one document, whose events are bounded.</summary>
    private const int TurnsRead = 40;

    /// <param name="turns">The conversation.</param>
    /// <param name="mostTokens">Of the extract, as estimated.</param>
    /// <param name="today">Dates what the patient tells of.</param>
    public static string Of(IReadOnlyList<SpokenTurn> turns, int mostTokens, DateOnly today)
    {
        var events = EventsOf(turns, today);
        var sentences = turns.SelectMany((turn, at) => SentencesOf(turn, at, turns.Count, events[at])).ToList();
        var rarity = new WordRarity(sentences.Select(sentence => sentence.Keys));
        var byWorth = sentences.OrderByDescending(sentence => sentence.Worth + MostForRarity * rarity.Of(sentence.Keys));
        var chosen = Choose(byWorth, mostTokens);
        var text = new StringBuilder();
        foreach (var turn in chosen.OrderBy(sentence => sentence.Turn).ThenBy(sentence => sentence.Start).GroupBy(sentence => sentence.Turn))
            text.Append(LineOf(turns[turn.Key].Role, string.Join(' ', turn.Select(sentence => sentence.Text)))).Append('\n');
        return text.ToString().TrimEnd();
    }

    /// <summary>A turn as a line of what an agent is given. "Patient:" would say that a name follows, which no other machine is told.</summary>
    public static string LineOf(string role, string text) => $"{(role == SpokenTurn.User ? "Asked" : "Answered")}: {text.ReplaceLineEndings(" ").Trim()}";

    /// <summary>What each turn of the patient tells of their health.</summary>
    private static List<ExtractedEvent>[] EventsOf(IReadOnlyList<SpokenTurn> turns, DateOnly today)
    {
        var found = Enumerable.Range(0, turns.Count).Select(_ => new List<ExtractedEvent>()).ToArray();
        for (var from = 0; from < turns.Count; from += TurnsRead)
        {
            var pages = turns.Skip(from).Take(TurnsRead).Select(turn => turn.Role == SpokenTurn.User ? turn.Text : "").ToList();
            foreach (var one in EventExtractor.Extract(pages, today))
                found[from + one.Evidence.Page - 1].Add(one);
        }

        return found;
    }

    private static IEnumerable<Sentence> SentencesOf(SpokenTurn turn, int at, int turns, List<ExtractedEvent> events)
    {
        var isPatient = turn.Role == SpokenTurn.User;
        var spoken = isPatient ? OfPatient : OfAnswer;
        var recency = MostForRecency * at / turns;
        foreach (var (start, end) in Bounds(turn.Text).Take(isPatient ? int.MaxValue : 1))
        {
            var told = events.Where(one => one.Evidence.Start < end && one.Evidence.End > start).Select(WorthOf).DefaultIfEmpty(0).Max();
            var text = Shortened(turn.Text[start..end].Trim());
            var amount = isPatient && Amount().IsMatch(text) ? ForAmount : 0;
            yield return new Sentence(at, start, text, WordKeys.Of(text), spoken + recency + told + amount);
        }
    }

    /// <summary>What is dangerous to forget weighs most.</summary>
    private static double WorthOf(ExtractedEvent one) => one.Type switch
    {
        ExtractedEventType.Allergy => 4,
        ExtractedEventType.Medication or ExtractedEventType.Diagnosis => 3,
        _ => 2,
    };

    private static IEnumerable<(int Start, int End)> Bounds(string text)
    {
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var isEnd = at == text.Length - 1
                || text[at] == '\n'
                || (Terminators.Contains(text[at], StringComparison.Ordinal) && char.IsWhiteSpace(text[at + 1]));
            if (!isEnd)
                continue;
            if (text.AsSpan(start, at + 1 - start).ContainsAnyExcept(" \t\r\n."))
                yield return (start, at + 1);
            start = at + 1;
        }
    }

    private static List<Sentence> Choose(IEnumerable<Sentence> byWorth, int mostTokens)
    {
        var chosen = new List<Sentence>();
        var seen = new Dictionary<ulong, List<ulong[]>>();
        var left = mostTokens;
        foreach (var sentence in byWorth)
        {
            var tokens = TokenEstimate.Of(sentence.Text) + 2; // for whose line it is
            if (tokens > left)
                break;
            if (Repeats(sentence, seen))
                continue;
            chosen.Add(sentence);
            left -= tokens;
        }

        return chosen;
    }

    /// <summary>Whether a weightier sentence says the same; looked for only among those with the same lowest key, so that time stays linear.</summary>
    private static bool Repeats(Sentence sentence, Dictionary<ulong, List<ulong[]>> seen)
    {
        var keys = sentence.Keys;
        if (keys.Length == 0)
            return false;
        var alike = seen.TryGetValue(keys[0], out var others) ? others : seen[keys[0]] = [];
        if (alike.Exists(other => WordKeys.Shared(keys, other) >= SameWords * Math.Max(keys.Length, other.Length)))
            return true;
        alike.Add(keys);
        return false;
    }

    private static string Shortened(string text) =>
        text.Length <= LongestSentence ? text : text[..(char.IsHighSurrogate(text[LongestSentence - 1]) ? LongestSentence - 1 : LongestSentence)] + "…";

    /// <summary>A number with a unit of medicine: of a dose, a result or a measurement.</summary>
    [GeneratedRegex(@"\d\s?(?:mg|mcg|µg|g|kg|ml|l|iu|units?|mmol|mmhg|cm|bpm|%|°)(?![\p{L}\p{M}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Amount();

    private sealed record Sentence(int Turn, int Start, string Text, ulong[] Keys, double Worth);
}

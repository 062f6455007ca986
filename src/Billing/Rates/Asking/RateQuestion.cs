using System.Text.RegularExpressions;

namespace MediAgents.Billing.Rates.Asking;

/// <summary>A question after a price in a list, such as "What is the CGHS rate of ECG?": the list and what is asked after.</summary>
public sealed partial record RateQuestion(TableKind Table, string Service)
{
    private static readonly (string Words, TableKind Table)[] Lists =
    [
        ("jan aushadhi", TableKind.Janaushadhi), ("janaushadhi", TableKind.Janaushadhi), ("pmbjp", TableKind.Janaushadhi), ("nppa", TableKind.Nppa), ("ceiling", TableKind.Nppa), ("dpco", TableKind.Nppa),
        ("pm-jay", TableKind.Pmjay), ("pm jay", TableKind.Pmjay), ("pmjay", TableKind.Pmjay), ("ayushman", TableKind.Pmjay), ("esic", TableKind.Esi), ("esi", TableKind.Esi), ("cghs", TableKind.Cghs),
    ];

    private static readonly HashSet<string> Fillers =
    [
        "what", "whats", "is", "are", "the", "a", "an", "of", "for", "in", "on", "at", "by", "to", "under", "according", "as", "per", "rate", "rates", "price", "prices", "priced", "cost", "costs",
        "charge", "charges", "tariff", "tariffs", "how", "much", "does", "do", "allow", "allows", "allowed", "pay", "pays", "paid", "tell", "me", "please", "say", "list", "lists", "official", "government",
        "current", "today", "now", "can", "you", "give", "show", "jan", "aushadhi", "janaushadhi", "pmbjp", "nppa", "ceiling", "dpco", "pm", "jay", "pmjay", "ayushman", "bharat", "esic", "esi", "cghs",
        "maximum", "which", "i", "s", "and", "get", "know", "want", "need", "would", "like", "should", "it", "amount", "rupees", "inr", "limit",
    ];

    /// <summary>Null when the question names no list, asks after no price, or is about a bill.</summary>
    public static RateQuestion? Of(string question)
    {
        if (question.Length > 400 || !Price().IsMatch(question) || OwnBill().IsMatch(question))
            return null;
        foreach (var (words, table) in Lists)
        {
            if (!Regex.IsMatch(question, $@"\b{Regex.Escape(words)}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))
                continue;
            var service = string.Join(' ', question.Split([' ', '?', '!', '"', '\'', ',', ';', '\n', '\t', '’'], StringSplitOptions.RemoveEmptyEntries)
                .Select(word => word.TrimEnd('.', ':')).Where(word => word.Length > 0 && !Fillers.Contains(word.ToLowerInvariant()) && !IsListName(word)));
            return service.Length == 0 ? null : new(table, service);
        }

        return null;
    }

    private static bool IsListName(string word) => word.Equals("pm-jay", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\b(rates?|prices?|costs?|charges?|tariffs?|ceiling|how much|allows?|pays?)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Price();

    [GeneratedRegex(@"\b(bill|bills|billed|audit|invoice|line|finding|findings|disputed?|overcharged?|hospital charged|charged me)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnBill();
}

namespace MediAgents.Billing.Reading;

/// <summary>What a line under the items says about the whole bill.</summary>
internal enum SummaryKind
{
    Subtotal,
    Total,
    GrandTotal,
    Balance,
    Discount,
    Tax,
    Advance,
    RoundOff,
    /// <summary>Carried or brought forward: repeats what other lines say.</summary>
    Carried,
}

/// <summary>Tells totals, taxes, discounts and payments from charges by the words of their label.</summary>
internal static class SummaryLine
{
    private static readonly HashSet<string> TotalFillers = Words(
        "total total: sub subtotal grand net gross bill amount amt payable due charges of the rs inr in rupees page section claimed final to be paid hospital invoice value before after tax taxes discount gst incl excl including excluding inclusive advance by patient insurance company cash round rounded hospitalisation hospitalization all a b c d e f items for & and overall cumulative claim");

    private static readonly HashSet<string> SectionWords = Words(
        "pharmacy medicine medicines drugs laboratory lab investigation investigations room ward bed nursing consultation consultations professional doctor procedure procedures surgery radiology imaging consumable consumables ot miscellaneous other others services service department category charges fees fee pathology diagnostics icu package sub total subtotal of for page section - : & and");

    private static readonly HashSet<string> TaxFillers = Words(
        "gst cgst sgst igst utgst vat tax taxes cess add @ on at percent total amount output rate the taxable value rs inr of and & health service services education : room rent medicines pharmacy hospital bill less plus");

    private static readonly HashSet<string> CarriedWords = Words(
        "page previous next last total amount balance from of on to the continued contd cont bill sub");

    /// <summary>What "amount to be paid" and "total to be paid" have, and "amount paid" has not.</summary>
    private const string ToPay = "to be paid";

    public static SummaryKind? Classify(string label)
    {
        if (IndicText.IsIn(label))
            return IndicSummaries.Classify(label);
        var words = Split(label);
        if (words.Count is 0 or > 9)
            return null;
        bool Has(string word) => words.Contains(word);
        bool Only(HashSet<string> allowed) => words.TrueForAll(allowed.Contains);
        var text = string.Join(' ', words);
        if (text.StartsWith("round", StringComparison.Ordinal) && words.Count <= 3)
            return SummaryKind.RoundOff;
        if (IsCarried(words, text))
            return SummaryKind.Carried;
        if (words[0] is "discount" or "concession" or "rebate" || (words[0] is "less" && (Has("discount") || Has("concession")))
            || (Has("discount") && words.Count <= 3 && !Has("after") && !Has("before") && !Has("total")) || text is "total discount")
            return SummaryKind.Discount;
        if (Has("balance") || text is "amount due" or "net due" or "due amount" or "refund" or "refund due")
            return SummaryKind.Balance;
        if ((words[0] is "advance" or "deposit" or "paid" or "received" or "less" or "amount" or "payment" or "total") && !Has("payable") && !text.Contains(ToPay, StringComparison.Ordinal)
            && (Has("advance") || Has("deposit") || Has("paid") || Has("received")) && words.Count <= 6)
            return SummaryKind.Advance;
        if ((Has("gst") || Has("cgst") || Has("sgst") || Has("igst") || Has("vat") || Has("cess") || words[0] is "tax" || text is "service tax" or "total tax")
            && Only(TaxFillers) && !Has("before") && !Has("after"))
            return SummaryKind.Tax;
        if (Has("subtotal") || (Has("sub") && Has("total")))
            return words.TrueForAll(word => TotalFillers.Contains(word) || SectionWords.Contains(word)) ? SummaryKind.Subtotal : null;
        if (Has("page") && Has("total"))
            return SummaryKind.Carried;
        if (Only(TotalFillers) && (Has("total") || Has("payable") || text.Contains(ToPay, StringComparison.Ordinal) || Has("net") || Has("gross") || (Has("bill") && (Has("amount") || Has("value")))))
        {
            return Has("grand") || Has("net") || Has("payable") || text.Contains(ToPay, StringComparison.Ordinal) || Has("final") || Has("claimed") || Has("claim") || (Has("bill") && !Has("gross"))
                ? SummaryKind.GrandTotal
                : Has("gross") ? SummaryKind.Subtotal
                : SummaryKind.Total;
        }

        return (words[^1] == "total" || words[0] == "total") && words.Count > 1 && Only(SectionWords) ? SummaryKind.Subtotal : null;
    }

    /// <summary>"Carried forward", "Total b/f", "C.F.", "Previous page total", "Continued on next page".</summary>
    private static bool IsCarried(List<string> words, string text)
    {
        if (words[^1] is "c/f" or "b/f" or "c/o" or "b/o" || words[0] is "c/f" or "b/f" || text is "c f" or "b f" or "total c f" or "total b f")
            return true;
        foreach (var phrase in (ReadOnlySpan<string>)["carried forward", "brought forward", "carry forward", "carried over", "brought over", "carry over"])
        {
            if (text.Contains(phrase, StringComparison.Ordinal))
                return true;
        }

        return words.Contains("page") && (words.Contains("previous") || words.Contains("next") || words.Contains("last")) && words.TrueForAll(CarriedWords.Contains);
    }

    private static List<string> Split(string label)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= label.Length; i++)
        {
            var inside = i < label.Length && (char.IsLetter(label[i]) || (label[i] == '/' && start >= 0 && i == start + 1));
            if (inside && start < 0)
                start = i;
            else if (!inside && start >= 0)
            {
                words.Add(label[start..i].ToLowerInvariant());
                start = -1;
            }

            if (words.Count > 10)
                break;
        }

        return words;
    }

    private static HashSet<string> Words(string list) => [.. list.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}

using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Matching.Indic;

/// <summary>The English words of the shipped lists, which bills write in their own script.</summary>
internal static class ShippedVocabulary
{
    private const int LongestAbbreviation = 4;

    /// <summary>Each word as often as the lists have it, in the form of <see cref="Wording.Fold"/>.</summary>
    public static IEnumerable<string> Words() =>
        Names().SelectMany(name => Wording.Split(name)).Concat(Phrases.Standard.Words).Concat(Phrases.Standard.Meanings).Concat(Phrases.OfMedicines.Words).Concat(IndicTerms.BillWords).Where(word => word.Length > 1);

    /// <summary>Tells the words that are spoken. Up to four letters that the lists only write as capitals are spelt: no word sounds like "VUR".</summary>
    public static Func<string, bool> IsSpoken()
    {
        HashSet<string> spoken = [.. Names().SelectMany(name => name.Split(' ', '/', '-', '(', ')', ','))
            .Where(word => word.Length <= LongestAbbreviation && word.Any(char.IsAsciiLetterLower)).Select(word => word.ToLowerInvariant())];
        return word => word.Length > LongestAbbreviation || spoken.Contains(word) || IndicTerms.BillWords.Contains(word);
    }

    private static IEnumerable<string> Names() =>
        RateBook.Shipped.Cghs.Rates.Select(rate => rate.Name)
            .Concat(RateBook.Shipped.Nppa.Ceilings.Select(ceiling => $"{ceiling.Molecule} {ceiling.Formulation}"))
            .Concat(RateBook.Shipped.NonPayable.Items.Select(item => item.Item));
}

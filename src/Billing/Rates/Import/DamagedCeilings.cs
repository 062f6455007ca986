using System.Text.RegularExpressions;
using MediAgents.Billing.Matching;

namespace MediAgents.Billing.Rates.Import;

/// <summary>A row as read, and why it cannot be used, if so.</summary>
internal sealed record ReadCeiling(int Line, string Section, NppaCeiling Ceiling, string? Damage)
{
    public string? Damage { get; set; } = Damage;
}

/// <summary>
/// Finds rows that a PDF's columns ran together in: entries of two medicines in one, several strengths, figures of the neighbour.
/// Setting a good row aside leaves one price unchecked; keeping a bad one would dispute a right price.
/// </summary>
internal static partial class DamagedCeilings
{
    public static void Mark(IReadOnlyList<ReadCeiling> rows)
    {
        for (var from = 0; from < rows.Count;)
        {
            var to = from + 1;
            while (to < rows.Count && rows[to].Ceiling.Molecule == rows[from].Ceiling.Molecule && rows[to].Section == rows[from].Section)
                to++;
            MarkEntry([.. rows.Skip(from).Take(to - from)], to < rows.Count ? rows[to] : null);
            from = to;
        }

        foreach (var row in rows)
            row.Damage ??= Of(row.Ceiling);
        MarkContradictions(rows);
        MarkSharedFigures(rows);
    }

    /// <summary>
    /// The rows of one medicine. From where another entry runs into them they may be that one's; where the number of the next entry is
    /// left out, any of them may.
    /// </summary>
    private static void MarkEntry(IReadOnlyList<ReadCeiling> entry, ReadCeiling? next)
    {
        var hides = next is not null && HidesAnEntry(entry[0], next);
        var isOther = EntryNumber().IsMatch(entry[0].Ceiling.Molecule);
        foreach (var row in entry)
        {
            isOther |= EntryNumber().IsMatch(row.Ceiling.Formulation) || RepeatsName(row.Ceiling);
            row.Damage ??= isOther ? "two entries run together: the medicine of this row is uncertain"
                : hides ? "the number of the next entry is left out; this row may be of that one" : null;
        }
    }

    /// <summary>The name of a medicine of several parts, inside the column of strength and form.</summary>
    private static bool RepeatsName(NppaCeiling ceiling) =>
        ceiling.Molecule.Split(' ')[0] is { Length: >= 6 } name && ceiling.Formulation.Contains(name, StringComparison.OrdinalIgnoreCase);

    private static string? Of(NppaCeiling ceiling)
    {
        var formulation = ceiling.Formulation;
        if (Range().IsMatch(formulation))
            return "a range of strengths in one row";
        var dosage = Dosage.Parse(formulation);
        if (dosage.Strengths.Count == 0)
            return "no strength is printed";
        var forms = Form().Matches(formulation).Select(match => match.Value.ToLowerInvariant()).ToList();
        var isCombination = formulation.Contains('+', StringComparison.Ordinal) || ceiling.Molecule.Contains('+', StringComparison.Ordinal)
            || formulation.Contains("(A)", StringComparison.Ordinal);
        return forms.Count > 1 || (dosage.Strengths.Count > 1 && !isCombination) ? "several strengths or forms in one row" : null;
    }

    /// <summary>
    /// Entries are numbered by section, each from 1. Where the next is two further on in its section, or not the first of a new one,
    /// the entry between stands in one of them.
    /// </summary>
    private static bool HidesAnEntry(ReadCeiling row, ReadCeiling next)
    {
        var (here, there) = (row.Section.Split('.'), next.Section.Split('.'));
        if (row.Section.Length == 0 || !int.TryParse(there[^1], out var to))
            return false;
        var section = there.SkipLast(1).ToArray();
        var isSameSection = here.Length > section.Length && here.Take(section.Length).SequenceEqual(section);
        var from = isSameSection && int.TryParse(here[section.Length], out var last) ? last : 0;
        return to > from + 1;
    }

    private static void MarkContradictions(IReadOnlyList<ReadCeiling> rows)
    {
        foreach (var same in Usable(rows).GroupBy(row => Key(row.Ceiling.Molecule, row.Ceiling)).Where(group => group.Count() > 1).ToList())
        {
            var contradicted = same.Select(row => row.Ceiling.CeilingInr).Distinct().Count() > 1;
            foreach (var row in contradicted ? same : same.Skip(1))
                row.Damage = contradicted ? "two ceilings for one medicine, form and strength" : "repeats an earlier row";
        }
    }

    /// <summary>The same form, strength, unit, ceiling and notification under two medicines: one of them has the other's figures.</summary>
    private static void MarkSharedFigures(IReadOnlyList<ReadCeiling> rows)
    {
        foreach (var same in Usable(rows).GroupBy(row => $"{row.Ceiling.CeilingInr}|{row.Ceiling.GazetteNumber}|{Key("", row.Ceiling)}").Where(group => group.Count() > 1).ToList())
        {
            foreach (var row in same)
                row.Damage = "the same figures stand under two medicines";
        }
    }

    private static IEnumerable<ReadCeiling> Usable(IReadOnlyList<ReadCeiling> rows) => rows.Where(row => row.Damage is null);

    private static string Key(string molecule, NppaCeiling ceiling) => $"{molecule}|{ceiling.Formulation}|{ceiling.Unit}|{ceiling.Pack}".ToUpperInvariant();

    /// <summary>The number of an entry of the list, "1.1.6", before a name, or the letter of a part of one, "b)".</summary>
    [GeneratedRegex(@"\b\d{1,2}\.\d{1,2}(\.\d{1,2}){1,3}\.?\s*\p{L}|\b\d{1,2}\.\d{1,2}\s+\p{Lu}\p{Ll}|(?<![\p{L}(])[a-z]\)\s", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EntryNumber();

    [GeneratedRegex(@"\d\s*(mg|mcg|g|%|iu)?\s*(-|–|\bto\b)\s*\d+(\.\d+)?\s*(mg|mcg|g|%|iu)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Range();

    [GeneratedRegex(@"\b(tablet|capsule|injection|oral liquid|syrup|ointment|cream|gel|lotion|suppository|drops?|inhal\w+|patch|respirator solution)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}

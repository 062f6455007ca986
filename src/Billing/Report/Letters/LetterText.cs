using System.Text;

namespace MediAgents.Billing.Report.Letters;

/// <summary>A letter as plain text, to be pasted into an e-mail.</summary>
public static class LetterText
{
    public static string Write(Letter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var text = new StringBuilder();
        text.AppendJoin('\n', letter.Address).Append("\n\n");
        Facts(text, letter.Head, "");
        text.Append('\n');
        Facts(text, letter.Bill, "");
        text.Append('\n').Append(letter.Salutation).Append("\n\n");
        foreach (var paragraph in letter.Opening)
            text.Append(paragraph).Append("\n\n");
        var number = 0;
        foreach (var section in letter.Sections)
        {
            text.Append(section.Heading).Append("\n\n");
            foreach (var point in section.Points)
            {
                var mark = $"{++number}. ";
                var indent = new string(' ', mark.Length);
                text.Append(mark).AppendJoin($"\n{indent}", point.Lines).Append('\n');
                Facts(text, point.Facts, indent);
                text.Append('\n');
            }
        }

        if (letter.Total is { } total)
            text.Append(total.Label).Append(": ").Append(total.Value).Append("\n\n");
        text.Append(letter.Closing).Append("\n\n");
        Facts(text, letter.Sender, "");
        return text.Append('\n').Append(letter.Note).Append('\n').ToString();
    }

    /// <summary>Letters one after the other, told apart by a rule.</summary>
    public static string Write(IEnumerable<Letter> letters) => string.Join($"\n{new string('-', 72)}\n\n", letters.Select(Write));

    private static void Facts(StringBuilder text, IReadOnlyList<LetterFact> facts, string indent)
    {
        foreach (var (label, value) in facts)
            text.Append(indent).Append(label).Append(": ").Append(value).Append('\n');
    }
}

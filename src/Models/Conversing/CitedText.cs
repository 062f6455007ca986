using System.Text;

namespace MediAgents.Models.Conversing;

/// <summary>
/// Reads what a model writes, piece by piece, into sentences and the labels they cite (<c>[k1]</c>, <c>[k1, k2]</c>), before or
/// after the full stop. Text goes out as soon as it cannot be a mark any more; a label that was never given out is left out.
/// </summary>
internal sealed class CitedText(Func<string, bool> isLabel)
{
    /// <summary>A bracket that has not closed after so many characters is text.</summary>
    private const int LongestMark = 60;

    private const string Terminators = ".!?।";
    private const string NeverAfterBlank = Terminators + ",;:";

    private readonly StringBuilder sentence = new();
    private readonly StringBuilder fresh = new();
    private readonly StringBuilder mark = new();
    private readonly List<string> labels = [];
    private bool blank;
    private bool ended;

    /// <summary>Takes the next piece.</summary>
    public IEnumerable<WritingStep> Read(string piece)
    {
        foreach (var letter in piece)
        {
            foreach (var step in Take(letter))
                yield return step;
        }

        if (TakeFresh() is { } text)
            yield return text;
    }

    /// <summary>Closes the last sentence.</summary>
    public IEnumerable<WritingStep> End()
    {
        if (mark.Length > 0)
        {
            foreach (var step in SpellOut())
                yield return step;
        }

        foreach (var step in Close())
            yield return step;
    }

    private IEnumerable<WritingStep> Take(char letter)
    {
        if (mark.Length > 0)
            return TakeOfMark(letter);
        if (letter == '[')
        {
            mark.Append(letter);
            return [];
        }

        return TakeOfText(letter);
    }

    private IEnumerable<WritingStep> TakeOfMark(char letter)
    {
        mark.Append(letter);
        if (letter == ']' && LabelsOf(mark.ToString()) is { } cited)
        {
            mark.Clear();
            // A mark belongs to the sentence before it, also behind the full stop.
            if (sentence.Length > 0)
                labels.AddRange(cited.Where(label => isLabel(label) && !labels.Contains(label)));
            return [];
        }

        return letter is ']' or '\n' || mark.Length > LongestMark ? SpellOut() : [];
    }

    /// <summary>What looked like a mark is text.</summary>
    private List<WritingStep> SpellOut()
    {
        var text = mark.ToString();
        mark.Clear();
        return [.. text.SelectMany(TakeOfText)];
    }

    private IEnumerable<WritingStep> TakeOfText(char letter)
    {
        if (letter is '\n' or '\r')
            return Close();
        if (char.IsWhiteSpace(letter) || char.IsControl(letter))
        {
            blank = sentence.Length > 0;
            return [];
        }

        // "e.g. this" goes on; "done. Next" and "5. Next" do not.
        IEnumerable<WritingStep> closed = ended && blank && !char.IsLower(letter) ? Close() : [];
        return closed.Concat(Add(letter));
    }

    private IEnumerable<WritingStep> Add(char letter)
    {
        // Bullets and headings of a list say nothing.
        if (sentence.Length == 0 && letter is '-' or '*' or '#' or '•')
            yield break;
        // The blank before a mark inside a sentence stands before its full stop once the mark is out.
        if (blank && !NeverAfterBlank.Contains(letter, StringComparison.Ordinal))
            Append(' ');
        blank = false;
        Append(letter);
        ended = Terminators.Contains(letter, StringComparison.Ordinal) || (ended && letter is '"' or '”' or ')' or '’');
    }

    private void Append(char letter)
    {
        sentence.Append(letter);
        fresh.Append(letter);
    }

    private IEnumerable<WritingStep> Close()
    {
        if (TakeFresh() is { } text)
            yield return text;
        if (sentence.Length > 0)
            yield return new WrittenSentence(sentence.ToString(), [.. labels]);
        sentence.Clear();
        labels.Clear();
        (blank, ended) = (false, false);
    }

    private WrittenText? TakeFresh()
    {
        if (fresh.Length == 0)
            return null;
        var text = new WrittenText(fresh.ToString());
        fresh.Clear();
        return text;
    }

    /// <summary>The labels in a bracket; null if it holds anything else.</summary>
    private static List<string>? LabelsOf(string bracket)
    {
        var names = bracket[1..^1].Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries).ToList();
        return names.Count > 0 && names.TrueForAll(name => name.Length is > 1 and <= 5 && name[0] == 'k' && name.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0)
            ? names
            : null;
    }
}

using System.Text;
using MediAgents.Clinical.Extraction.Context;

namespace MediAgents.Clinical.Extraction.Terms;

/// <summary>A thing of the field and the group it belongs to.</summary>
/// <param name="Name">Its usual name.</param>
/// <param name="Group">The panel, the kind; empty where the table has none.</param>
internal sealed record Term(string Name, string Group);

/// <summary>A term found in a line, from word to word.</summary>
internal readonly record struct TermMatch(Term Term, int First, int Last);

/// <summary>
/// Names and abbreviations of things, found word by word, the longest first. A table is a text of lines
/// <c>Usual name | group = other name, abbreviation</c>; the usual name is found as well.
/// </summary>
internal sealed class TermTable
{
    private const int MostWords = 8;
    private const int LongestWord = 40;
    private const int ShortAbbreviation = 2;

    private readonly Dictionary<string, List<Entry>> byFirstWord = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Entry>>.AlternateLookup<ReadOnlySpan<char>> lookup;

    private TermTable() => lookup = byFirstWord.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="resource">The name of the table in this assembly.</param>
    public static TermTable Load(string resource)
    {
        using var stream = typeof(TermTable).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The table {resource} is missing from the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var table = new TermTable();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                table.Add(line);
        }

        foreach (var entries in table.byFirstWord.Values)
            entries.Sort((a, b) => b.Words.Length.CompareTo(a.Words.Length));
        return table;
    }

    /// <summary>The longest term that begins with a word; null when there is none.</summary>
    public TermMatch? At(Statement statement, int first)
    {
        Span<char> word = stackalloc char[LongestWord];
        if (Normalized(statement.Word(first), word) is not { } length || EntriesOf(word[..length]) is not { } entries)
            return null;
        foreach (var entry in entries)
        {
            if (Matches(statement, first, entry.Words) && !(entry.IsShort && char.IsLower(statement.Word(first)[^1]) && char.IsUpper(statement.Word(first)[0])))
                return new TermMatch(entry.Term, first, first + entry.Words.Length - 1);
        }

        return null;
    }

    private List<Entry>? EntriesOf(ReadOnlySpan<char> word) =>
        lookup.TryGetValue(word, out var entries) || (word.Length > 3 && word[^1] == 's' && lookup.TryGetValue(word[..^1], out entries)) ? entries : null;

    /// <summary>All terms of a part of a line, none overlapping.</summary>
    public List<TermMatch> Find(Statement statement, int first, int end)
    {
        var found = new List<TermMatch>();
        for (var i = first; i < end;)
        {
            if (At(statement, i) is { } match && match.Last < end)
            {
                found.Add(match);
                i = match.Last + 1;
            }
            else
            {
                i++;
            }
        }

        return found;
    }

    private static bool Matches(Statement statement, int first, string[] words)
    {
        if (first + words.Length > statement.Tokens.Length)
            return false;
        Span<char> word = stackalloc char[LongestWord];
        for (var i = 1; i < words.Length; i++)
        {
            if (statement.Tokens[first + i].Sentence != statement.Tokens[first].Sentence)
                return false;
            if (Normalized(statement.Word(first + i), word) is not { } length || !IsWord(word[..length], words[i]))
                return false;
        }

        return true;
    }

    private static bool IsWord(ReadOnlySpan<char> word, string wanted) =>
        word.SequenceEqual(wanted) || (word.Length == wanted.Length + 1 && word[^1] == 's' && word[..^1].SequenceEqual(wanted));

    private void Add(string line)
    {
        var (head, others) = line.Split('=', 2) is [var left, var right] ? (left, right) : (line, "");
        var (name, group) = head.Split('|', 2) is [var first, var second] ? (first.Trim(), second.Trim()) : (head.Trim(), "");
        var term = new Term(name, group);
        foreach (var alias in others.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Prepend(name))
        {
            var words = Words(alias);
            if (words.Length is 0 or > MostWords)
                throw new FormatException($"A name of a term has 1 to {MostWords} words.");
            if (!byFirstWord.TryGetValue(words[0], out var entries))
                byFirstWord.Add(words[0], entries = []);
            entries.Add(new Entry(words, term, alias.Length <= ShortAbbreviation && alias.All(char.IsAsciiLetterUpper)));
        }
    }

    /// <summary>The words of a name as the tokenizer cuts them.</summary>
    private static string[] Words(string name)
    {
        var statement = Statement.Of(name);
        var words = new string[statement.Tokens.Length];
        Span<char> word = stackalloc char[LongestWord];
        for (var i = 0; i < words.Length; i++)
        {
            var length = Normalized(statement.Word(i), word) ?? throw new FormatException("A word of a term is too long.");
            words[i] = word[..length].ToString();
        }

        return words;
    }

    /// <param name="Words">The words as they are compared.</param>
    /// <param name="Term">What they name.</param>
    /// <param name="IsShort">Whether it is an abbreviation of two letters, which "Mr" and "Ca" at the beginning of a name are not.</param>
    private sealed record Entry(string[] Words, Term Term, bool IsShort);

    /// <summary>Lower case, without the dots and apostrophes inside.</summary>
    private static int? Normalized(ReadOnlySpan<char> word, Span<char> into)
    {
        if (word.Length > LongestWord)
            return null;
        var length = 0;
        foreach (var character in word)
        {
            if (character is not ('.' or '\'' or '\u2019'))
                into[length++] = char.ToLowerInvariant(character);
        }

        return length;
    }
}

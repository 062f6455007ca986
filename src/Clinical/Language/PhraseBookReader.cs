using System.Reflection;

namespace MediAgents.Clinical.Language;

/// <summary>
/// Reads phrase tables from embedded text files. A line is <c>payload | phrase, phrase, ...</c> or <c>@concept = word, word, ...</c>;
/// <c>#</c> begins a comment; an indented line continues the one above. In a phrase, words follow each other, <c>@name</c> is any
/// word of a concept, <c>num2</c> and <c>num3</c> any number of two or three digits, <c>~</c> joins rows of words near each other in one sentence, <c>&amp;</c> asks for both sides anywhere in
/// the text and <c>&amp; !</c> for the absence of what follows.
/// </summary>
internal sealed class PhraseBookReader<TPayload>(Func<string, TPayload> payloadOf)
{
    private const int MostConcepts = 128;

    private readonly Vocabulary vocabulary = new();
    private readonly Dictionary<string, int> concepts = new(StringComparer.Ordinal);
    private readonly List<(Phrase Phrase, int Concept)> conceptPhrases = [];
    private readonly List<Phrase> phrases = [];
    private readonly Dictionary<string, int> phraseIds = new(StringComparer.Ordinal);
    private readonly List<PhraseEntry<TPayload>> entries = [];

    /// <summary>Reads the embedded files whose resource names end in <paramref name="suffixes"/>, in that order.</summary>
    public static PhraseBook<TPayload> FromResources(Func<string, TPayload> payloadOf, params ReadOnlySpan<string> suffixes)
    {
        var reader = new PhraseBookReader<TPayload>(payloadOf);
        foreach (var suffix in suffixes)
            reader.ReadAll(OpenResource(suffix));
        return reader.Build();
    }

    public static PhraseBook<TPayload> FromText(Func<string, TPayload> payloadOf, string table)
    {
        var reader = new PhraseBookReader<TPayload>(payloadOf);
        reader.ReadAll(new StringReader(table));
        return reader.Build();
    }

    private PhraseBook<TPayload> Build() => new(
        vocabulary, phrases, conceptPhrases, entries, [.. concepts.OrderBy(concept => concept.Value).Select(concept => concept.Key)]);

    private static StreamReader OpenResource(string suffix)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var name = Array.Find(assembly.GetManifestResourceNames(), n => n.EndsWith(suffix, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"The phrase table {suffix} is not in the assembly.");
        return new StreamReader(assembly.GetManifestResourceStream(name)!);
    }

    private void ReadAll(TextReader lines)
    {
        using (lines)
        {
            var statement = "";
            while (lines.ReadLine() is { } line)
            {
                if (line.StartsWith(' '))
                {
                    statement += line;
                    continue;
                }

                ReadStatement(statement);
                statement = line;
            }

            ReadStatement(statement);
        }
    }

    private void ReadStatement(string statement)
    {
        if (statement.Length == 0 || statement[0] == '#')
            return;
        if (statement[0] == '@')
        {
            var equals = statement.IndexOf('=');
            ReadConcept(statement[1..equals].Trim(), statement[(equals + 1)..]);
            return;
        }

        var bar = statement.IndexOf('|');
        if (bar < 0)
            throw new FormatException($"A phrase table line needs a '|': {statement}");
        var payload = payloadOf(statement[..bar].Trim());
        foreach (var text in statement[(bar + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            ReadEntry(payload, text);
    }

    private void ReadConcept(string name, string words)
    {
        if (!concepts.TryGetValue(name, out var concept))
        {
            concept = concepts.Count;
            if (concept >= MostConcepts)
                throw new FormatException($"More than {MostConcepts} concepts: {name}");
            concepts.Add(name, concept);
        }

        foreach (var text in words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var row = RowOf(text);
            if (row.Length == 1)
                vocabulary.Mark(row[0].Symbol, concept);
            else
                conceptPhrases.Add((new Phrase([row], Denies(text)), concept));
        }
    }

    private void ReadEntry(TPayload payload, string text)
    {
        var required = new List<int>();
        var absent = new List<int>();
        foreach (var part in text.Split('&', StringSplitOptions.TrimEntries))
            (part[0] == '!' ? absent : required).Add(PhraseOf(part.TrimStart('!')));
        entries.Add(new PhraseEntry<TPayload>(payload, [.. required], [.. absent], text));
    }

    private int PhraseOf(string text)
    {
        if (phraseIds.TryGetValue(text, out var id))
            return id;
        phrases.Add(new Phrase(Array.ConvertAll(text.Split('~', StringSplitOptions.TrimEntries), RowOf), Denies(text)));
        phraseIds.Add(text, phrases.Count - 1);
        return phrases.Count - 1;
    }

    private Element[] RowOf(string text) =>
        Array.ConvertAll(text.Split(' ', StringSplitOptions.RemoveEmptyEntries), ElementOf);

    private Element ElementOf(string word)
    {
        if (word[0] != '@')
            return new Element(vocabulary.Add(word), -1);
        return concepts.TryGetValue(word[1..], out var concept)
            ? new Element(-1, concept)
            : throw new FormatException($"No concept {word}");
    }

    private static bool Denies(string text) =>
        Array.Exists(text.Split(' '), word => (CueWords.Of(word) & Cue.Negator) != Cue.None);
}

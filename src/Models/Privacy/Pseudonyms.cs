using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MediAgents.Models.Privacy;

/// <summary>
/// The tokens of one run: what identifies somebody is replaced before a text leaves the machine, and put back in what comes
/// in return. The same words get the same token throughout the run, other words another, so putting back is exact. Safe for
/// concurrent use; to be kept for the run and never stored.
/// </summary>
public sealed class Pseudonyms
{
    private readonly IReadOnlyList<(KnownIdentifier Known, string Entity, IReadOnlyList<Regex> Forms)> known;
    private readonly Lock access = new();
    private readonly Dictionary<string, string> tokenOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> textOf = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(IdentifierKind, string), (int Number, int Forms)> entities = [];
    private readonly Dictionary<IdentifierKind, int> counts = [];

    /// <param name="known">What the record holds; see <see cref="RecordIdentifiers"/>.</param>
    public Pseudonyms(IEnumerable<KnownIdentifier> known) =>
        this.known = [.. known.Select((one, at) => (one, $"known {at}", KnownForms.Of(one)))];

    /// <summary>Patterns only: for work without a record.</summary>
    public Pseudonyms()
        : this([])
    {
    }

    /// <summary>The text with tokens for what identifies somebody.</summary>
    public string Replace(string text) => Rewrite(text, one => TokenFor(text[one.Start..one.End], one));

    /// <summary>The text with a blank for what identifies somebody: for readers who shall not even know that something was there.</summary>
    public string Remove(string text) => Rewrite(text, _ => " ");

    /// <summary>A token for the whole of a text that is known to identify somebody, such as the value of a field of that name.</summary>
    public string ReplaceWhole(string text, IdentifierKind kind) =>
        string.IsNullOrWhiteSpace(text) ? text : TokenFor(text, new FoundIdentifier(0, text.Length, kind, Entity: null));

    /// <summary>The text with the words for our tokens; others' tokens stay.</summary>
    public string Restore(string text) => PseudonymText.Token().Replace(text, token => Find(token.Value) ?? token.Value);

    /// <summary>As <see cref="Restore"/>, for text that is JSON with the tokens inside its strings.</summary>
    public string RestoreInJson(string json) => PseudonymText.Token().Replace(
        json, token => Find(token.Value) is { } words ? JsonEncodedText.Encode(words, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value : token.Value);

    /// <summary>Says how many, never which.</summary>
    public override string ToString()
    {
        lock (access)
            return $"{tokenOf.Count} pseudonyms";
    }

    private string Rewrite(string text, Func<FoundIdentifier, string> standIn)
    {
        var found = Merge(FindAll(text));
        if (found.Count == 0)
            return text;
        var replaced = new StringBuilder(text.Length);
        var at = 0;
        foreach (var one in found)
        {
            replaced.Append(text, at, one.Start - at).Append(standIn(one));
            at = one.End;
        }

        return replaced.Append(text, at, text.Length - at).ToString();
    }

    private IEnumerable<FoundIdentifier> FindAll(string text) =>
        known.SelectMany(one => one.Forms.SelectMany(form => form.Matches(text).Select(match =>
            new FoundIdentifier(match.Index, match.Index + match.Length, one.Known.Kind, one.Entity))))
        .Concat(IdentifierPatterns.Find(text));

    private string? Find(string token)
    {
        lock (access)
            return textOf.GetValueOrDefault(token);
    }

    /// <summary>What overlaps becomes one, so that no remainder of an identifier stays.</summary>
    private static List<FoundIdentifier> Merge(IEnumerable<FoundIdentifier> found)
    {
        var merged = new List<FoundIdentifier>();
        foreach (var next in found.Where(one => one.End > one.Start).OrderBy(one => one.Start).ThenByDescending(one => one.End).ThenBy(one => one.Entity is null))
        {
            if (merged.Count > 0 && next.Start < merged[^1].End)
            {
                if (next.End > merged[^1].End)
                    merged[^1] = merged[^1] with { End = next.End, Entity = null };
            }
            else
                merged.Add(next);
        }

        return merged;
    }

    private string TokenFor(string words, FoundIdentifier found)
    {
        lock (access)
        {
            if (tokenOf.TryGetValue(words, out var token))
                return token;
            var key = (found.Kind, found.Entity ?? SameWhen(words));
            if (!entities.TryGetValue(key, out var entity))
                entity = (counts[found.Kind] = counts.GetValueOrDefault(found.Kind) + 1, 0);
            entity.Forms++;
            entities[key] = entity;
            token = PseudonymText.Of(found.Kind, entity.Number, entity.Forms);
            tokenOf[words] = token;
            textOf[token] = words;
            return token;
        }
    }

    /// <summary>Two ways of writing that differ in case and division only stand for the same.</summary>
    private static string SameWhen(string words) => string.Concat(words.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}

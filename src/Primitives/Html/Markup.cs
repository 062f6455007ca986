using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace MediAgents.Primitives.Html;

/// <summary>Writes HTML. A patient's words go through <see cref="Text"/> only, and never into an attribute.</summary>
public sealed class Markup
{
    // Indic letters stay letters; everything with a meaning in HTML is escaped.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder html = new();

    /// <summary>Markup of our own.</summary>
    public Markup Raw(string markup)
    {
        html.Append(markup);
        return this;
    }

    /// <summary>Words, escaped.</summary>
    public Markup Text(string? words)
    {
        html.Append(Encoder.Encode(words ?? ""));
        return this;
    }

    /// <summary>An element with words only.</summary>
    public Markup Element(string name, string? words, string? className = null) =>
        Raw(className is null ? $"<{name}>" : $"<{name} class=\"{className}\">").Text(words).Raw($"</{name}>");

    public override string ToString() => html.ToString();
}

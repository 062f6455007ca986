using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace MediAgents.Evaluation.Bills.Printing;

/// <summary>
/// The little of Mustache that layouts need: <c>{{name}}</c> is a value, <c>{{#name}}...{{/name}}</c> repeats for each of a list and stands
/// for true. Names are looked up outwards from the innermost view; values are escaped.
/// </summary>
internal sealed partial class Template
{
    private readonly List<Part> parts;

    public Template(string text)
    {
        var open = new Stack<(string Name, List<Part> Parts)>();
        open.Push(("", []));
        var at = 0;
        foreach (Match tag in Tag().Matches(text))
        {
            open.Peek().Parts.Add(new(PartKind.Text, text[at..tag.Index], []));
            at = tag.Index + tag.Length;
            var name = tag.Groups["name"].Value;
            switch (tag.Groups["mark"].Value)
            {
                case "#":
                    open.Push((name, []));
                    break;
                case "/":
                    var section = open.Pop();
                    if (section.Name != name || open.Count == 0)
                        throw new FormatException($"{{{{/{name}}}}} closes no section of its name.");
                    open.Peek().Parts.Add(new(PartKind.Section, name, section.Parts));
                    break;
                default:
                    open.Peek().Parts.Add(new(PartKind.Value, name, []));
                    break;
            }
        }

        if (open.Count > 1)
            throw new FormatException($"The section {open.Peek().Name} is never closed.");
        parts = open.Peek().Parts;
        parts.Add(new(PartKind.Text, text[at..], []));
    }

    private enum PartKind
    {
        Text,
        Value,
        Section,
    }

    public string Render(View view)
    {
        var html = new StringBuilder();
        Render(parts, [view], html);
        return html.ToString();
    }

    private static void Render(List<Part> parts, List<View> views, StringBuilder html)
    {
        foreach (var part in parts)
        {
            if (part.Kind == PartKind.Text)
                html.Append(part.Text);
            else if (part.Kind == PartKind.Value)
                html.Append(WebUtility.HtmlEncode(Find(views, part.Text) as string ?? ""));
            else
                RenderSection(part, views, html);
        }
    }

    private static void RenderSection(Part part, List<View> views, StringBuilder html)
    {
        switch (Find(views, part.Text))
        {
            case true:
                Render(part.Parts, views, html);
                break;
            case string { Length: > 0 }:
                Render(part.Parts, views, html);
                break;
            case IReadOnlyList<View> list:
                foreach (var view in list)
                    Render(part.Parts, [.. views, view], html);
                break;
            default:
                break;
        }
    }

    private static object? Find(List<View> views, string name)
    {
        for (var i = views.Count - 1; i >= 0; i--)
        {
            if (views[i].TryGetValue(name, out var value))
                return value;
        }

        return null;
    }

    private sealed record Part(PartKind Kind, string Text, List<Part> Parts);

    [GeneratedRegex(@"\{\{(?<mark>[#/]?)(?<name>[\w.]+)\}\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}

/// <summary>What a template is filled with: strings, true or false, and lists of views.</summary>
internal sealed class View() : Dictionary<string, object>(StringComparer.Ordinal);

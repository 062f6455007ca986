using System.Text;

namespace MediAgents.Models.Conversing;

/// <summary>
/// Puts data for a model into an element of its own. Nothing in the data can close the element: angle brackets in it are written as
/// entities.
/// </summary>
public static class Fence
{
    public static string Around(string name, string data, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        var text = new StringBuilder().Append('<').Append(name);
        foreach (var (attribute, value) in attributes)
            text.Append(' ').Append(attribute).Append("=\"").Append(Escaped(value).Replace("\"", "&quot;", StringComparison.Ordinal)).Append('"');
        return text.Append(">\n").Append(Escaped(data)).Append("\n</").Append(name).Append('>').ToString();
    }

    private static string Escaped(string data) => data
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}

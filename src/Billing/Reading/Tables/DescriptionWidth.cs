using System.Globalization;

namespace MediAgents.Billing.Reading.Tables;

/// <summary>How wide a table's descriptions may be: as the widest of them. A line breaks where the next word would not fit.</summary>
/// <param name="texts">All descriptions of the table, line by line.</param>
internal sealed class DescriptionWidth(IEnumerable<string> texts)
{
    /// <summary>A line that would fill less than this part of the width with the next word added would not have been broken before it.</summary>
    public const double Full = 0.75;

    /// <summary>As <see cref="Full"/>, where something else speaks for one text: letters differ in width.</summary>
    public const double Half = 0.5;

    private readonly double widest = texts.Select(Of).DefaultIfEmpty(0).Max();

    /// <summary>How full a line would be with the first word of the next, 1 for full.</summary>
    public double Filled(string upper, string lower)
    {
        var word = lower[..(lower.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank ? blank : lower.Length)];
        return widest == 0 ? 0 : (Of(upper) + 1 + Of(word)) / widest;
    }

    /// <summary>In small Latin letters; capitals are wider and Tamil letters wider still, and signs above and below letters take no room.</summary>
    private static double Of(string text)
    {
        var width = 0.0;
        foreach (var c in text)
        {
            var isTamil = c is >= '\u0B80' and <= '\u0BFF';
            width += char.GetUnicodeCategory(c) switch
            {
                UnicodeCategory.UppercaseLetter => 1.25,
                UnicodeCategory.NonSpacingMark or UnicodeCategory.Format => 0,
                UnicodeCategory.SpacingCombiningMark => isTamil ? 0.9 : 0.5,
                _ => isTamil ? 1.7 : 1,
            };
        }

        return width;
    }
}

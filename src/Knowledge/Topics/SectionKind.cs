namespace MediAgents.Knowledge.Topics;

/// <summary>What a section of a topic tells, in the order in which a reader expects the sections.</summary>
public enum SectionKind
{
    WhatItIs,
    Symptoms,
    CausesAndRisks,
    Tests,
    WhatTheResultsMean,
    Treatment,
    LivingWithIt,
    Prevention,
    WhenToSeekCare,
}

/// <summary>The headings under which sections stand in a topic file.</summary>
public static class SectionHeadings
{
    private static readonly string[] Headings =
    [
        "What it is", "Symptoms", "Causes and risks", "Tests", "What the results mean",
        "Treatment", "Living with it", "Prevention", "When to seek care",
    ];

    public static IReadOnlyList<string> All => Headings;

    public static string HeadingOf(SectionKind kind) => Headings[(int)kind];

    public static bool TryParse(string heading, out SectionKind kind)
    {
        var index = Array.IndexOf(Headings, heading);
        kind = index < 0 ? default : (SectionKind)index;
        return index >= 0;
    }

    /// <summary>The heading as the tail of a passage id: <c>when-to-seek-care</c>.</summary>
    internal static string SlugOf(SectionKind kind) => HeadingOf(kind).ToLowerInvariant().Replace(' ', '-');
}

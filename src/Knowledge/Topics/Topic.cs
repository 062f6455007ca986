namespace MediAgents.Knowledge.Topics;

/// <summary>One subject of the collection, as its file has it.</summary>
/// <param name="Id">Lower-case words joined by hyphens; also the file's name without its ending.</param>
/// <param name="Title">The subject's name.</param>
/// <param name="Specialties">One or more of <see cref="Specialty.All"/>; the first is the topic's home.</param>
/// <param name="Terms">Other names and lay phrases by which people ask for it.</param>
/// <param name="Reference">The guideline or page its facts come from.</param>
/// <param name="Publisher">Who publishes that reference.</param>
/// <param name="Url">Where the reference stands (https).</param>
/// <param name="Sections">The text, in the order of the file.</param>
public sealed record Topic(
    string Id,
    string Title,
    IReadOnlyList<string> Specialties,
    IReadOnlyList<string> Terms,
    string Reference,
    string Publisher,
    string Url,
    IReadOnlyList<TopicSection> Sections);

/// <summary>A heading of a topic and the prose under it.</summary>
public sealed record TopicSection(SectionKind Kind, string Text);

/// <summary>The specialties a topic may belong to, in the words of the wire.</summary>
public static class Specialty
{
    public const string Cardiology = "cardiology";
    public const string Neurology = "neurology";
    public const string Orthopaedics = "orthopaedics";
    public const string General = "general";

    public static IReadOnlyList<string> All { get; } = [Cardiology, Neurology, Orthopaedics, General];
}

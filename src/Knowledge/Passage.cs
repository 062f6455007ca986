namespace MediAgents.Knowledge;

/// <summary>The unit that is found and cited: one section of a topic.</summary>
/// <param name="Id">Topic and section: <c>stable-angina#symptoms</c>; stable over versions of the text.</param>
/// <param name="TopicId">The topic's id.</param>
/// <param name="Title">The topic's title.</param>
/// <param name="Section">The section's heading.</param>
/// <param name="Text">The section's prose.</param>
/// <param name="Sentences">The same prose sentence by sentence, verbatim, in order.</param>
/// <param name="Source">Publisher and reference.</param>
/// <param name="Url">Where the reference stands.</param>
/// <param name="Specialties">The topic's specialties, its home first.</param>
public sealed record Passage(
    string Id,
    string TopicId,
    string Title,
    string Section,
    string Text,
    IReadOnlyList<string> Sentences,
    string Source,
    string Url,
    IReadOnlyList<string> Specialties);

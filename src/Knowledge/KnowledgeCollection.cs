using MediAgents.Knowledge.Text;
using MediAgents.Knowledge.Topics;

namespace MediAgents.Knowledge;

/// <summary>Topics and their passages, in order.</summary>
public sealed class KnowledgeCollection
{
    /// <exception cref="ArgumentException">Two topics have the same id.</exception>
    public KnowledgeCollection(IEnumerable<Topic> topics)
    {
        Topics = [.. topics];
        var ids = new HashSet<string>(Topics.Count);
        foreach (var topic in Topics)
            if (!ids.Add(topic.Id))
                throw new ArgumentException($"The topic '{topic.Id}' stands twice.", nameof(topics));
        Passages = [.. Topics.SelectMany(PassagesOf)];
    }

    public IReadOnlyList<Topic> Topics { get; }

    /// <summary>The passages of all topics: topics in their order, sections in theirs.</summary>
    public IReadOnlyList<Passage> Passages { get; }

    private static IEnumerable<Passage> PassagesOf(Topic topic)
    {
        var source = $"{topic.Publisher}: {topic.Reference}";
        return topic.Sections.Select(section => new Passage(
            $"{topic.Id}#{SectionHeadings.SlugOf(section.Kind)}", topic.Id, topic.Title,
            SectionHeadings.HeadingOf(section.Kind), section.Text, SentenceSplitter.Split(section.Text),
            source, topic.Url, topic.Specialties));
    }
}

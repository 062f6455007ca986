using MediAgents.Knowledge.Starter;

namespace MediAgents.Knowledge.Tests.Starter;

/// <summary>The embedded topics, indexed once for all tests.</summary>
internal static class SharedStarter
{
    public static StarterKnowledge Knowledge { get; } = new();

    public static Retrieval Ask(string question) => Knowledge.Search(new RetrievalQuery(question));
}

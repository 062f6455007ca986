using MediAgents.Knowledge.Starter;

namespace MediAgents.Knowledge.Tests.Starter;

public sealed class StarterKnowledgeTests
{
    [Fact]
    public async Task Searches_during_the_preparation_wait_for_it_and_answer()
    {
        var knowledge = new StarterKnowledge();

        var preparation = knowledge.PrepareAsync();
        var early = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => knowledge.Search(new RetrievalQuery("What is gout?")))));
        await preparation;

        early.ShouldAllBe(retrieval => retrieval.Passages[0].Passage.Id == "gout#what-it-is");
    }
}

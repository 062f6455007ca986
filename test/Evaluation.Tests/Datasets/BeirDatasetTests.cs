using MediAgents.Evaluation.Datasets;

namespace MediAgents.Evaluation.Tests.Datasets;

public sealed class BeirDatasetTests
{
    private const string Corpus = "{\"_id\":\"d1\",\"title\":\"T\",\"text\":\"one\"}\n{\"_id\":\"d2\",\"text\":\"two\"}\n";
    private const string Queries = "{\"_id\":\"q1\",\"text\":\"what\"}\n";
    private const string Header = "query-id\tcorpus-id\tscore\n";

    [Fact]
    public void Reads_corpus_queries_and_judgements()
    {
        var set = Read(Header + "q1\td1\t2\nq1\td2\t0\n");
        set.Corpus.ShouldBe([new BeirDocument("d1", "T", "one"), new BeirDocument("d2", "", "two")]);
        set.Queries.ShouldBe([new BeirQuery("q1", "what")]);
        set.Relevance["q1"].ShouldBe(new Dictionary<string, int> { ["d1"] = 2, ["d2"] = 0 }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("q1\td1\t1\n", 1, "header")]
    [InlineData(Header + "q1\td1\n", 2, "line")]
    [InlineData(Header + "q9\td1\t1\n", 2, "query-id")]
    [InlineData(Header + "q1\td1\t1\nq1\td2\tmuch\n", 3, "score")]
    [InlineData(Header + "q1\td1\t2000\n", 2, "score")]
    public void What_is_wrong_is_named_with_its_line_and_field(string judgements, long line, string field)
    {
        var error = Should.Throw<DatasetException>(() => Read(judgements));
        (error.Line, error.Field).ShouldBe((line, field));
    }

    private static BeirDataset Read(string judgements)
    {
        using var corpus = new TemporaryFile("corpus.jsonl", Corpus);
        using var queries = new TemporaryFile("queries.jsonl.gz", Queries);
        using var qrels = new TemporaryFile("qrels.tsv", judgements);
        return BeirDataset.Read(corpus.Path, queries.Path, qrels.Path);
    }
}

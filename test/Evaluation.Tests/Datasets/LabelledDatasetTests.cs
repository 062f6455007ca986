using MediAgents.Evaluation.Datasets;

namespace MediAgents.Evaluation.Tests.Datasets;

public sealed class LabelledDatasetTests
{
    private static readonly string[] Labels = ["x", "y"];

    [Theory]
    [InlineData("set.csv", "id,text,label\r\n1,\"a, \"\"b\"\"\nc\",x\r\n2,plain,y\r\n")]
    [InlineData("set.csv.gz", "id,text,label\n1,\"a, \"\"b\"\"\nc\",x\n2,plain,y")]
    [InlineData("set.csv", "\uFEFFlabel,ID,note,text\nx,1,ignored,\"a, \"\"b\"\"\nc\"\n\ny,2,,plain\n")]
    [InlineData("set.jsonl", "{\"id\":1,\"text\":\"a, \\\"b\\\"\\nc\",\"label\":\"x\"}\n\n{\"id\":\"2\",\"text\":\"plain\",\"label\":\"y\",\"more\":[]}\n")]
    [InlineData("set.jsonl.gz", "{\"id\":1,\"text\":\"a, \\\"b\\\"\\nc\",\"label\":\"x\"}\n{\"id\":\"2\",\"text\":\"plain\",\"label\":\"y\"}")]
    public void Every_form_reads_alike(string name, string content)
    {
        using var file = new TemporaryFile(name, content);
        var set = LabelledDataset.Read(file.Path, Labels);
        set.Cases.Select(c => (c.Id, c.Text, c.Label)).ShouldBe([("1", "a, \"b\"\nc", "x"), ("2", "plain", "y")]);
    }

    [Theory]
    [InlineData("s.csv", "", 0, "file")]
    [InlineData("s.csv", "id,text,label\n", 0, "file")]
    [InlineData("s.csv", "id,text\n1,a\n", 1, "label")]
    [InlineData("s.csv", "id,text,label\n1,a,x\n2,b\n", 3, "label")]
    [InlineData("s.csv", "id,text,label\n1,\"a\nb\",x\n2,,x\n", 4, "text")]
    [InlineData("s.csv", "id,text,label\n1,a,z\n", 2, "label")]
    [InlineData("s.csv", "id,text,label\n1,a,x\n1,b,x\n", 3, "id")]
    [InlineData("s.csv", "id,text,label\n1,\"a,x\n", 2, "line")]
    [InlineData("s.jsonl", "{\"id\":1,\"text\":\"a\",\"label\":\"x\"}\nnot json\n", 2, "line")]
    [InlineData("s.jsonl", "[1]\n", 1, "line")]
    [InlineData("s.jsonl", "{\"id\":1,\"text\":[],\"label\":\"x\"}\n", 1, "text")]
    [InlineData("s.jsonl", "{\"id\":1,\"text\":\"a\"}\n", 1, "label")]
    public void What_is_wrong_is_named_with_its_line_and_field(string name, string content, long line, string field)
    {
        using var file = new TemporaryFile(name, content);
        var error = Should.Throw<DatasetException>(() => LabelledDataset.Read(file.Path, Labels));
        (error.Line, error.Field).ShouldBe((line, field));
        error.Message.ShouldStartWith($"{name}, line {line}, {field}: ");
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Should.Throw<DatasetException>(() => LabelledDataset.Read("nowhere.csv", Labels)).Message.ShouldContain("nowhere.csv");

    [Fact]
    public void A_file_that_only_pretends_to_be_gzip_is_refused()
    {
        using var plain = new TemporaryFile("plain.csv", "id,text,label\n1,a,x\n");
        var pretender = plain.Path + ".gz";
        File.Copy(plain.Path, pretender);
        Should.Throw<DatasetException>(() => LabelledDataset.Read(pretender, Labels)).Field.ShouldBe("file");
    }
}

using MediAgents.Clinical.Language;
using MediAgents.Clinical.Learning;

namespace MediAgents.Clinical.Tests.Learning;

public sealed class LinearModelTests
{
    private const int Heart = 0;
    private const int Bone = 1;

    [Fact]
    public void What_was_learned_decides_texts_not_seen() => Judge(Learned(), "stairs flutter badly").Share(Heart).ShouldBeGreaterThan(0.5);

    [Fact]
    public void Shares_sum_to_one()
    {
        var opinion = Judge(Learned(), "flutter and crack");
        (opinion.Share(Heart) + opinion.Share(Bone)).ShouldBe(1, 1e-9);
    }

    [Fact]
    public void Equal_texts_give_equal_tables() => Table(Learned()).ShouldBe(Table(Learned()));

    [Fact]
    public void A_table_read_back_judges_the_same()
    {
        var read = LinearModel.Read(new StringReader(Table(Learned())));
        Judge(read, "flutter on stairs").Share(Heart).ShouldBe(Judge(Learned(), "flutter on stairs").Share(Heart), 0.02);
    }

    [Fact]
    public void A_rare_word_is_not_learned() => Learned().TryFind("once", out _).ShouldBeFalse();

    [Fact]
    public void A_text_without_known_words_takes_the_label_for_the_unknown() => Judge(Learned(), "zzz").Share(Bone).ShouldBe(1);

    [Fact]
    public void The_telling_word_is_the_one_that_weighs_most() => Judge(Learned(), "today flutter").Telling(Heart, _ => true)!.Value.Last.ShouldBe(1);

    [Fact]
    public void Denied_words_are_not_seen()
    {
        var seen = new TrainingExample(Heart);
        Read("no fever but a cough", seen);
        seen.Names.ShouldContain("cough");
        seen.Names.ShouldNotContain("fever");
    }

    [Fact]
    public void Numbers_count_only_beside_a_word()
    {
        var seen = new TrainingExample(Heart);
        Read("172 over 98", seen);
        seen.Names.ShouldBe(["over", "000 over", "over 00"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("=bias\t1\t2\nword\t1")]
    [InlineData("=bias\t1\t2\nword\tx\ty")]
    public void A_broken_table_is_refused(string table) =>
        Should.Throw<FormatException>(() => LinearModel.Read(new StringReader(table)));

    private static LinearModel Learned()
    {
        (string, int)[] texts =
        [
            ("flutter on stairs", Heart), ("a flutter once", Heart), ("stairs and flutter", Heart),
            ("crack in the bone", Bone), ("bone crack", Bone), ("the bone aches", Bone),
        ];
        return new LinearTrainer(2, new TrainerSettings()).Train([.. texts.Select(t =>
        {
            var example = new TrainingExample(t.Item2);
            Read(t.Item1, example);
            return example;
        })]);
    }

    private static Opinion Judge(LinearModel model, string text)
    {
        var opinion = new Opinion(model, unknown: Bone);
        Read(text, opinion);
        opinion.Conclude();
        return opinion;
    }

    private static void Read(string text, IFeatureSink sink)
    {
        var book = PhraseBookReader<int>.FromText(int.Parse, "1 | fever");
        TextFeatures.Read(text, book.Read(text).Tokens, book.Concepts, sink);
    }

    private static string Table(LinearModel model)
    {
        using var writer = new StringWriter();
        model.Write(writer, ["provenance"]);
        return writer.ToString();
    }
}

using FsCheck;
using FsCheck.Fluent;
using MediAgents.Models.Conversing;

namespace MediAgents.Models.Tests.Conversing;

public sealed class CitedTextTests
{
    [Theory]
    [InlineData("Rest helps. [k1] Ice helps too [k2].", "Rest helps.|k1", "Ice helps too.|k2")]
    [InlineData("Rest helps [k1, k2]. Walk.", "Rest helps.|k1,k2", "Walk.|")]
    [InlineData("Rest helps [k1][k3].[k2]", "Rest helps.|k1,k3,k2")]
    [InlineData("Take 2.5 mg, e.g. at night. Then stop.", "Take 2.5 mg, e.g. at night.|", "Then stop.|")]
    [InlineData("Is it gout? Yes! [k1]", "Is it gout?|", "Yes!|k1")]
    [InlineData("He said \"stop.\" Then he left.", "He said \"stop.\"|", "Then he left.|")]
    [InlineData("आराम करें। [k1] पानी पिएँ।", "आराम करें।|k1", "पानी पिएँ।|")]
    [InlineData("- First point [k1]\n- Second point\n\n", "First point|k1", "Second point|")]
    [InlineData("It reads [sic] so. [k1]", "It reads [sic] so.|k1")]
    [InlineData("It is open [k1", "It is open [k1|")]
    [InlineData("[k1] Begins with a mark.", "Begins with a mark.|")]
    [InlineData("Named twice. [k1] [k1]", "Named twice.|k1")]
    [InlineData("   \n \n ")]
    public void Sentences_carry_the_labels_behind_them(string written, params string[] expected)
    {
        Sentences(Read([written])).Select(sentence => $"{sentence.Text}|{string.Join(',', sentence.Labels)}").ShouldBe(expected);
    }

    [Fact]
    public void A_label_that_was_never_given_out_is_left_out()
    {
        var sentence = Sentences(Read(["Rest helps. [k1, k9]"])).ShouldHaveSingleItem();

        sentence.Labels.ShouldBe(["k1"]);
    }

    [Fact]
    public void Text_goes_out_before_its_sentence_is_whole()
    {
        var reader = new CitedText(_ => true);

        reader.Read("Rest hel").ShouldBe([new WrittenText("Rest hel")]);
        reader.Read("ps ").ShouldBe([new WrittenText("ps")]);
        reader.Read("[k").ShouldBeEmpty();
    }

    [Fact]
    public void However_a_text_is_cut_it_reads_the_same_and_its_pieces_join_to_its_sentences()
    {
        var words = Gen.Elements("Rest", "helps", "e.g.", "5.5", "mg.", "[k1]", "[k2,", "k3].", "[sic]", "[", "]", "\n", "stop?", "Yes!", "(so.)", "ठीक।", "  ");
        var texts = words.ListOf(30).Select(list => string.Join(' ', list));
        var cuts = Gen.Choose(1, 7).ListOf(40);
        Prop.ForAll(Arb.From(texts.Zip(cuts, (text, cut) => (text, cut))), sample =>
        {
            var whole = Read([sample.text]);
            var cut = Read(Pieces(sample.text, [.. sample.cut]));
            Sentences(cut).Select(Shown).ShouldBe(Sentences(whole).Select(Shown));
            PiecesOf(cut).ShouldBe(Sentences(cut).Select(sentence => sentence.Text));
        }).QuickCheckThrowOnFailure();

        static string Shown(WrittenSentence sentence) => $"{sentence.Text}|{string.Join(',', sentence.Labels)}";
    }

    private static List<WritingStep> Read(IEnumerable<string> pieces)
    {
        var reader = new CitedText(label => label is "k1" or "k2" or "k3");
        return [.. pieces.SelectMany(reader.Read).ToList(), .. reader.End()];
    }

    private static IEnumerable<WrittenSentence> Sentences(IEnumerable<WritingStep> steps) => steps.OfType<WrittenSentence>();

    private static List<string> PiecesOf(List<WritingStep> steps)
    {
        var joined = new List<string>();
        var text = "";
        foreach (var step in steps)
        {
            if (step is WrittenText piece)
            {
                text += piece.Text;
                continue;
            }

            joined.Add(text);
            text = "";
        }

        text.ShouldBeEmpty();
        return joined;
    }

    private static IEnumerable<string> Pieces(string text, List<int> lengths)
    {
        for (var (at, i) = (0, 0); at < text.Length; i++)
        {
            var length = Math.Min(lengths[i % lengths.Count], text.Length - at);
            yield return text.Substring(at, length);
            at += length;
        }
    }
}

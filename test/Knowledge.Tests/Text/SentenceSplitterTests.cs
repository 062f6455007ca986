using FsCheck;
using FsCheck.Fluent;
using MediAgents.Knowledge.Text;

namespace MediAgents.Knowledge.Tests.Text;

public sealed class SentenceSplitterTests
{
    [Theory]
    [InlineData("One. Two! Three?", "One.|Two!|Three?")]
    [InlineData("Take 2.5 mg daily. Stop if giddy.", "Take 2.5 mg daily.|Stop if giddy.")]
    [InlineData("Some foods, e.g. Bananas and nuts, help. Others do not.", "Some foods, e.g. Bananas and nuts, help.|Others do not.")]
    [InlineData("Ask Dr. Rao first. She knows.", "Ask Dr. Rao first.|She knows.")]
    [InlineData("Dr. A. K. Rao wrote it. Read it.", "Dr. A. K. Rao wrote it.|Read it.")]
    [InlineData("Many people lack vitamin D. Sunlight helps.", "Many people lack vitamin D.|Sunlight helps.")]
    [InlineData("The answer is no. Ask again.", "The answer is no.|Ask again.")]
    [InlineData("See guideline no. 45 for more. It is short.", "See guideline no. 45 for more.|It is short.")]
    [InlineData("Rest, ice, etc. Then move.", "Rest, ice, etc.|Then move.")]
    [InlineData("Come at 9 a.m. tomorrow. Fast before.", "Come at 9 a.m. tomorrow.|Fast before.")]
    [InlineData("It heals (in most people.) Some need surgery.", "It heals (in most people.)|Some need surgery.")]
    [InlineData("A full stop is missing", "A full stop is missing")]
    [InlineData("Wait... then call. 112 is the number.", "Wait... then call.|112 is the number.")]
    public void Sentences_end_where_a_reader_would_end_them(string text, string sentences) =>
        SentenceSplitter.Split(text).ShouldBe(sentences.Split('|'));

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    public void Nothing_has_no_sentence(string text) => SentenceSplitter.Split(text).ShouldBeEmpty();

    [Fact]
    public void No_character_but_space_is_lost() =>
        Prop.ForAll<string>(text =>
                string.Concat(SentenceSplitter.Split(text ?? "").SelectMany(s => s).Where(c => !char.IsWhiteSpace(c)))
                == string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c))))
            .QuickCheckThrowOnFailure();
}

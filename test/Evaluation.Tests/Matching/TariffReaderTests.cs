using MediAgents.Evaluation.Matching;

namespace MediAgents.Evaluation.Tests.Matching;

public sealed class TariffReaderTests
{
    private static readonly TariffReader Reader = new(["MRI Knee - With contrast", "MRI Knee - Without contrast", "MRI Hip", "Ovarian cystectomy - Laparotomy", "Ovarian cystectomy - Laparoscopic"]);

    [Theory]
    [InlineData("mri knee", 0, false)]
    [InlineData("knee with contrast", 0, true)]
    [InlineData("mri", 2, false)]
    [InlineData("hip", 2, true)]
    [InlineData("", 0, false)]
    public void What_another_row_has_as_well_is_undecidable(string left, int row, bool decides) =>
        Reader.Decides([.. TariffReader.Words(left).Select(Piece.Plain)], row).ShouldBe(decides);

    [Fact]
    public void A_short_form_of_two_words_may_be_either()
    {
        Piece[] pieces = [Piece.Plain("ovarian"), new("lap", [["laparoscopic"], ["laparotomy"]], false)];
        Piece[] certain = [Piece.Plain("ovarian"), new("lapscopic", [["laparoscopic"]], false)];

        Reader.Decides(pieces, 3).ShouldBeFalse();
        Reader.Decides(certain, 4).ShouldBeTrue();
    }
}

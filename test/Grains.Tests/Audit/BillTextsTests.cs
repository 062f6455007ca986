using MediAgents.Billing.Reading;
using MediAgents.Documents.Reading;
using MediAgents.Grains.Audit;
using MediAgents.Primitives;

namespace MediAgents.Grains.Tests.Audit;

public sealed class BillTextsTests
{
    private static readonly PageBox Head = new(0.1, 0.1, 0.5, 0.01);
    private static readonly PageBox Row = new(0.1, 0.2, 0.5, 0.01);

    [Fact]
    public void Lines_of_all_pages_keep_their_places_and_pages_their_doubt()
    {
        var document = new DocumentText(["Description   Qty  Rate  Amount\nECG   1   175.00   175.00", "", "Description   Qty  Rate  Amount\nX-Ray   2   100.00   300.00"], TextSource.PdfText)
        {
            Boxes = [[Head, Row], [], [Head, Row with { Top = 0.7 }]],
            StraightBoxes = [[Head, Row with { Height = 0.005 }], [], [Head, Row]],
            RecognisedPages = new HashSet<int> { 3 },
        };

        var text = BillTexts.Of(document);
        var bill = BillReader.Read(text);

        text.StraightBoxes.ShouldBe([Head, Row with { Height = 0.005 }, null, Head, Row]);
        bill.Lines.Select(line => line.Page).ShouldBe([1, 3]);
        bill.Lines.Select(line => line.Box).ShouldBe([Row, Row with { Top = 0.7 }]);
        bill.Lines.Select(line => line.Doubtful).ShouldBe([false, true]);
    }

    [Fact]
    public void A_text_without_pages_to_point_at_has_no_places() =>
        BillTexts.Of(new DocumentText(["ECG ... 175.00"], TextSource.Text)).Boxes.ShouldBeEmpty();
}

using MediAgents.Billing.Reading;
using MediAgents.Documents.Reading;
using MediAgents.Primitives;

namespace MediAgents.Grains.Audit;

/// <summary>Hands a document that was read to the bill's reader: its text, where each line stands, which pages may be misread.</summary>
public static class BillTexts
{
    public static BillText Of(DocumentText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new BillText(string.Join('\f', text.Pages), Recognised: text.Source == TextSource.Ocr, Remarks: text.Remarks)
        {
            Boxes = OfLines(text, text.Boxes),
            StraightBoxes = OfLines(text, text.StraightBoxes),
            RecognisedPages = text.RecognisedPages,
            Languages = text.Languages,
        };
    }

    /// <summary>The boxes of all pages one after the other, one for each line of the text.</summary>
    private static List<PageBox?> OfLines(DocumentText text, IReadOnlyList<IReadOnlyList<PageBox?>> pages)
    {
        var boxes = new List<PageBox?>();
        for (var i = 0; i < pages.Count; i++)
        {
            var lines = 0;
            foreach (var _ in text.Pages[i].AsSpan().EnumerateLines())
                boxes.Add(pages[i].ElementAtOrDefault(lines++));
        }

        return boxes;
    }
}

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
        var boxes = new List<PageBox?>();
        for (var i = 0; i < text.Boxes.Count; i++)
        {
            var lines = 0;
            foreach (var _ in text.Pages[i].AsSpan().EnumerateLines())
                boxes.Add(text.Boxes[i].ElementAtOrDefault(lines++));
        }

        return new BillText(string.Join('\f', text.Pages), Recognised: text.Source == TextSource.Ocr, Remarks: text.Remarks)
        {
            Boxes = boxes,
            RecognisedPages = text.RecognisedPages,
            Languages = text.Languages,
        };
    }
}

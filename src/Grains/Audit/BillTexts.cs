using MediAgents.Billing.Reading;
using MediAgents.Documents.Reading;

namespace MediAgents.Grains.Audit;

/// <summary>Hands a document that was read to the bill's reader.</summary>
public static class BillTexts
{
    public static BillText Of(DocumentText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new BillText(string.Join('\f', text.Pages), Recognised: text.Source == TextSource.Ocr, Remarks: text.Remarks)
        {
            Languages = text.Languages,
        };
    }
}

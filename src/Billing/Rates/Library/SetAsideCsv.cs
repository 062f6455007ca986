using System.Globalization;
using CsvHelper;

namespace MediAgents.Billing.Rates.Library;

/// <summary>The rows set aside, as a file for a person to go through.</summary>
internal static class SetAsideCsv
{
    public static string Write(IReadOnlyList<SetAsideRow> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
        {
            writer.WriteHeader(["line", "row", "reason"]);
            foreach (var row in rows)
            {
                writer.WriteField(row.Line?.ToString(CultureInfo.InvariantCulture) ?? "");
                writer.WriteField(row.Name);
                writer.WriteField(row.Reason);
                writer.EndRecord();
            }
        }

        return text.ToString();
    }
}

using MediAgents.Billing.Audit;
using MediAgents.Primitives.Html;

namespace MediAgents.Billing.Report.Page;

/// <summary>Medicines that cost less as a generic: advice for the next purchase, no finding.</summary>
internal static class GenericTable
{
    public static void Write(Markup page, IReadOnlyList<GenericAlternative> alternatives)
    {
        if (alternatives.Count == 0)
            return;
        page.Raw("<section class=\"generics\">").Element("h2", "The same medicines as generics")
            .Element("p", "What Jan Aushadhi shops ask for the same ingredients, strength and form. Nothing of it is disputed.", "note")
            .Raw("<table><thead><tr><th>Line</th><th>As billed</th><th>Generic</th><th class=\"number\">Pack ₹</th><th class=\"number\">A unit, billed ₹</th><th class=\"number\">A unit, generic ₹</th><th class=\"number\">Less ₹</th></tr></thead><tbody>");
        foreach (var one in alternatives)
        {
            page.Raw("<tr>").Element("td", $"{one.Line}", "number").Element("td", one.Description)
                .Element("td", $"{one.Code} {one.Name}, {one.Pack}{(one.PackAssumed ? " (pack assumed)" : "")}")
                .Element("td", Amount(one.PackInr), "number").Element("td", Amount(one.BilledUnitInr), "number")
                .Element("td", Amount(one.UnitInr), "number").Element("td", Amount(one.SavingInr), "number").Raw("</tr>");
        }

        page.Raw("</tbody></table>").Element("p", string.Join("; ", alternatives.Select(one => one.Source).Distinct(StringComparer.Ordinal)), "note").Raw("</section>");
    }

    private static string Amount(decimal inr) => Rupees.Text(inr)[1..];
}

using MediAgents.Billing.Report.Letters;
using MediAgents.Primitives.Html;

namespace MediAgents.Billing.Report.Page;

/// <summary>Writes letters as pages: alone, or at the end of an audit's page.</summary>
public static class LetterPage
{
    private static readonly Lazy<string> Style = new(() => TextResource.Read(typeof(LetterPage).Assembly, "audit.css"));

    /// <summary>A page of letters only, ready to be printed and signed.</summary>
    public static string Write(IReadOnlyList<Letter> letters)
    {
        ArgumentNullException.ThrowIfNull(letters);
        var page = new Markup();
        Primitives.Html.Page.Write(page, "Letter about a hospital bill", Style.Value, () =>
        {
            foreach (var letter in letters)
                Write(page, letter);
        });
        return page.ToString();
    }

    internal static void Write(Markup page, Letter letter)
    {
        page.Raw($"<section class=\"letter\" lang=\"{letter.Tag}\"><p>");
        for (var i = 0; i < letter.Address.Count; i++)
            page.Raw(i == 0 ? "" : "<br>").Text(letter.Address[i]);
        page.Raw("</p>");
        WriteFacts(page, letter.Head);
        WriteFacts(page, letter.Bill);
        page.Element("p", letter.Salutation);
        foreach (var paragraph in letter.Opening)
            page.Element("p", paragraph);
        var number = 0;
        foreach (var section in letter.Sections)
        {
            page.Element("h3", section.Heading).Raw($"<ol start=\"{number + 1}\">");
            foreach (var point in section.Points)
                WritePoint(page, point);
            number += section.Points.Count;
            page.Raw("</ol>");
        }

        if (letter.Total is { } total)
            page.Raw("<p class=\"total\">").Text($"{total.Label}: {total.Value}").Raw("</p>");
        page.Raw("<div class=\"closing\">").Element("p", letter.Closing);
        WriteFacts(page, letter.Sender);
        page.Raw("</div>").Element("p", letter.Note, "note").Raw("</section>");
    }

    private static void WritePoint(Markup page, LetterPoint point)
    {
        page.Raw("<li>");
        foreach (var line in point.Lines)
            page.Element("div", line, "line");
        WriteFacts(page, point.Facts);
        page.Raw("</li>");
    }

    private static void WriteFacts(Markup page, IReadOnlyList<LetterFact> facts)
    {
        if (facts.Count == 0)
            return;
        page.Raw("<p class=\"said\">");
        foreach (var (label, value) in facts)
            page.Raw("<span>").Text($"{label}: ").Text(value).Raw("</span>");
        page.Raw("</p>");
    }
}

using System.Text;
using MediAgents.Documents.Printing;
using MediAgents.Documents.Processes;
using MediAgents.Documents.Reading;

namespace MediAgents.Documents.Tests.Printing;

public sealed class PdfPrinterTests
{
    private static readonly PdfPrinter Printer = new(new PdfPrinterOptions());

    [WeasyPrintFact]
    public async Task A_page_becomes_a_pdf_that_can_be_read_again()
    {
        var printed = await Printer.PrintAsync("<!doctype html><html lang=en><title>T</title><body><p>Haemoglobin 12.1 g/dL, रक्तचाप</p></body></html>", default);

        printed.End.ShouldBe(PrintEnd.Printed, printed.Message);
        var read = await new DocumentReader(new DocumentReaderOptions()).ReadAsync(printed.Pdf, null, default);
        read.Text!.Pages.ShouldHaveSingleItem().ShouldContain("Haemoglobin 12.1 g/dL");
    }

    [WeasyPrintFact]
    public async Task What_takes_too_long_is_given_up()
    {
        var rows = new StringBuilder("<table>");
        for (var i = 0; i < 20_000; i++)
            rows.Append("<tr><td>row</td></tr>");

        var printed = await new PdfPrinter(new PdfPrinterOptions { ProcessSeconds = 1 }).PrintAsync(rows.Append("</table>").ToString(), default);

        printed.End.ShouldBe(PrintEnd.TooLarge);
        printed.Pdf.IsEmpty.ShouldBeTrue();
    }

    [WeasyPrintFact]
    public async Task What_needs_too_much_memory_fails_within_its_bounds()
    {
        var printed = await new PdfPrinter(new PdfPrinterOptions { ProcessMegabytes = 64 }).PrintAsync("<p>x</p>", default);

        printed.End.ShouldBe(PrintEnd.Failed);
        printed.Message.ShouldBe("The PDF could not be printed.");
    }

    [Theory]
    [InlineData("<img src=http://192.0.2.1/a.png>")]
    [InlineData("<IMG\nsrc='file:///etc/hostname'>")]
    [InlineData("<svg><image href='http://192.0.2.1/'/></svg>")]
    [InlineData("<link rel=stylesheet href=http://192.0.2.1/>")]
    [InlineData("<a rel=attachment href='file:///etc/passwd'>x</a>")]
    [InlineData("<p style='background:url(http://192.0.2.1/)'>x</p>")]
    [InlineData("<style>p { background: URL (http://192.0.2.1/) }</style>")]
    [InlineData("<style>@import 'http://192.0.2.1/';</style>")]
    [InlineData("<style>p { background: \\75rl(http://192.0.2.1/) }</style>")]
    [InlineData("<body background=http://192.0.2.1/>")]
    public async Task A_page_that_would_fetch_something_is_never_printed(string html) =>
        await Should.ThrowAsync<ArgumentException>(() => Printer.PrintAsync(html, default));

    [Theory]
    [InlineData("<p>The patient wrote: &lt;img src=x&gt; url(http://192.0.2.1/) style=x @import</p>")]
    [InlineData("<style>p { color: #123 }</style><p class=a>src = href</p>")]
    public void Escaped_words_are_only_words(string html) => SelfContainedPage.ReferenceIn(html).ShouldBeNull();
}

/// <summary>Runs where weasyprint is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WeasyPrintFactAttribute : FactAttribute
{
    public WeasyPrintFactAttribute()
    {
        if (!ChildProcess.IsInstalled(PdfPrinter.Program))
            Skip = "weasyprint is not installed";
    }
}

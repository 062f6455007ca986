using System.Text;
using MediAgents.Documents.Printing;
using MediAgents.Gateway.Problems;
using Microsoft.AspNetCore.Http;

namespace MediAgents.Gateway.Pages;

/// <summary>Answers with what is made to be read by people. Nothing of it runs, nothing is fetched for it, and nobody on the way keeps it.</summary>
internal static class PageReplies
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'";

    public static IResult Html(HttpContext context, string html)
    {
        Protect(context.Response);
        return TypedResults.Content(html, "text/html; charset=utf-8", Encoding.UTF8);
    }

    public static IResult Text(HttpContext context, string text)
    {
        Protect(context.Response);
        return TypedResults.Content(text, "text/plain; charset=utf-8", Encoding.UTF8);
    }

    /// <param name="context">The request.</param>
    /// <param name="printer">Prints.</param>
    /// <param name="html">The page.</param>
    /// <param name="name">What a browser calls the file: an id, never a patient's word.</param>
    /// <param name="cancellationToken">Stops the printing.</param>
    /// <exception cref="ProblemException">It could not be printed; 503 when the printer is not installed.</exception>
    public static async Task<IResult> PdfAsync(HttpContext context, PdfPrinter printer, string html, string name, CancellationToken cancellationToken)
    {
        var printed = await printer.PrintAsync(html, cancellationToken);
        if (printed.End != PrintEnd.Printed)
            throw new ProblemException(printed.End == PrintEnd.ToolMissing ? Problem.Unavailable(printed.Message) : Problem.Internal with { Detail = printed.Message });
        Protect(context.Response);
        context.Response.Headers.ContentDisposition = $"inline; filename=\"{name}.pdf\"";
        return TypedResults.Bytes(printed.Pdf, "application/pdf");
    }

    private static void Protect(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}

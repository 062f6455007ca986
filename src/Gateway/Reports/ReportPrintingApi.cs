using System.Text;
using MediAgents.Documents.Printing;
using MediAgents.Gateway.Problems;
using MediAgents.Gateway.Reports.Page;
using Microsoft.AspNetCore.Http;

namespace MediAgents.Gateway.Reports;

/// <summary>Reports to be read by people: as a page, and printed.</summary>
internal static class ReportPrintingApi
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'";

    public static async Task<IResult> HtmlAsync(
        string reportId, HttpContext context, [AsParameters] VersionQuery query, [AsParameters] ReportServices services, CancellationToken cancellationToken)
    {
        var html = await PageAsync(reportId, "report.html", context, query, services, cancellationToken);
        Protect(context.Response);
        return TypedResults.Content(html, "text/html; charset=utf-8", Encoding.UTF8);
    }

    public static async Task<IResult> PdfAsync(
        string reportId, HttpContext context, [AsParameters] VersionQuery query, [AsParameters] ReportServices services, CancellationToken cancellationToken)
    {
        var printed = await services.Printer.PrintAsync(await PageAsync(reportId, "report.pdf", context, query, services, cancellationToken), cancellationToken);
        if (printed.End != PrintEnd.Printed)
            throw new ProblemException(printed.End == PrintEnd.ToolMissing ? Problem.Unavailable(printed.Message) : Problem.Internal with { Detail = printed.Message });
        Protect(context.Response);
        context.Response.Headers.ContentDisposition = $"inline; filename=\"{reportId}.pdf\"";
        return TypedResults.Bytes(printed.Pdf, "application/pdf");
    }

    private static async Task<string> PageAsync(
        string reportId, string action, HttpContext context, VersionQuery query, ReportServices services, CancellationToken cancellationToken)
    {
        var scope = services.Patients.Resolve(context, query.UserId);
        var version = await ReportReadingApi.ReadAsync(services, scope, reportId, VersionNumber.Of(query.Version, "version"), action, cancellationToken);
        return ReportHtml.Write(reportId, version.Summary, ReportReadingApi.ReportOf(version));
    }

    /// <summary>Nothing of the page runs, nothing is fetched for it, and nobody on the way keeps it.</summary>
    private static void Protect(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}

using MediAgents.Gateway.Pages;
using MediAgents.Gateway.Reports.Page;
using Microsoft.AspNetCore.Http;

namespace MediAgents.Gateway.Reports;

/// <summary>Reports to be read by people: as a page, and printed.</summary>
internal static class ReportPrintingApi
{
    public static async Task<IResult> HtmlAsync(
        string reportId, HttpContext context, [AsParameters] VersionQuery query, [AsParameters] ReportServices services, CancellationToken cancellationToken) =>
        PageReplies.Html(context, await PageAsync(reportId, "report.html", context, query, services, cancellationToken));

    public static async Task<IResult> PdfAsync(
        string reportId, HttpContext context, [AsParameters] VersionQuery query, [AsParameters] ReportServices services, CancellationToken cancellationToken)
    {
        var html = await PageAsync(reportId, "report.pdf", context, query, services, cancellationToken);
        return await PageReplies.PdfAsync(context, services.Printer, html, reportId, cancellationToken);
    }

    private static async Task<string> PageAsync(
        string reportId, string action, HttpContext context, VersionQuery query, ReportServices services, CancellationToken cancellationToken)
    {
        var scope = services.Patients.Resolve(context, query.UserId);
        var version = await ReportReadingApi.ReadAsync(services, scope, reportId, VersionNumber.Of(query.Version, "version"), action, cancellationToken);
        return ReportHtml.Write(reportId, version.Summary, ReportReadingApi.ReportOf(version));
    }
}

using MediAgents.Gateway.Problems;
using MediAgents.Primitives;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MediAgents.Gateway.Reports;

/// <summary>Doctor reports over HTTP (requirement E4).</summary>
public static class ReportsApi
{
    internal const string ReportPrefix = "rep_";
    internal const string DraftingPrefix = "dr_";

    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/reports").WithTags("Reports");
        reports.MapPost("/", ReportDraftingApi.CreateAsync)
            .Accepts<ReportRequest>("application/json")
            .Produces<ReportReply>(StatusCodes.Status201Created)
            .Produces<ReportPending>(StatusCodes.Status202Accepted)
            .ProducesProblems(StatusCodes.Status400BadRequest)
            .WithSummary("Draft a doctor report")
            .WithDescription("Over the whole record, or a period of it. Waits for the draft as long as POST /analyze does.");
        reports.MapPost("/{reportId}/versions", ReportDraftingApi.DraftAgainAsync)
            .Accepts<VersionRequest>("application/json")
            .Produces<ReportReply>(StatusCodes.Status201Created)
            .Produces<ReportReply>()
            .Produces<ReportPending>(StatusCodes.Status202Accepted)
            .ProducesProblems(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
            .WithSummary("Draft a report anew")
            .WithDescription("200 with unchanged: true when the record says nothing new; no version is made then.");
        reports.MapGet("/", ReportReadingApi.ListAsync)
            .Produces<ReportPage>()
            .WithSummary("The reports of a user, newest first")
            .WithDescription("cursor is that of the page before; limit is 1 to 200, by default 50.");
        reports.MapGet("/{reportId}", ReportReadingApi.GetAsync)
            .Produces<ReportReply>()
            .Produces<ReportPending>(StatusCodes.Status202Accepted)
            .ProducesProblems(StatusCodes.Status404NotFound)
            .WithSummary("A report, in its newest or a given version");
        reports.MapGet("/{reportId}/versions", ReportReadingApi.VersionsAsync)
            .Produces<ReportVersions>()
            .ProducesProblems(StatusCodes.Status404NotFound)
            .WithSummary("The versions of a report");
        reports.MapGet("/{reportId}/diff", ReportReadingApi.DiffAsync)
            .Produces<ReportComparison>()
            .ProducesProblems(StatusCodes.Status404NotFound)
            .WithSummary("What is different between two versions")
            .WithDescription("Section by section: statements added, removed, changed. By default the newest version against the one before it.");
        reports.MapGet("/{reportId}/html", ReportPrintingApi.HtmlAsync)
            .Produces(StatusCodes.Status200OK, contentType: "text/html")
            .ProducesProblems(StatusCodes.Status404NotFound)
            .WithSummary("A report as one page of HTML, also for printing");
        reports.MapGet("/{reportId}/pdf", ReportPrintingApi.PdfAsync)
            .Produces(StatusCodes.Status200OK, contentType: "application/pdf")
            .ProducesProblems(StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable)
            .WithSummary("A report as PDF");
        reports.MapPost("/{reportId}/ask", ReportAskingApi.AskAsync)
            .Accepts<ReportQuestion>("application/json")
            .Produces<ReportAnswerReply>()
            .ProducesProblems(StatusCodes.Status404NotFound)
            .WithSummary("Ask a report")
            .WithDescription("Answered from the report's statements and their sources only; refused, naming what is missing, when they do not hold the answer.");
    }

    /// <summary>The id, if it is one.</summary>
    internal static string? Known(string reportId) => SortableId.IsValid(reportId, ReportPrefix) ? reportId : null;
}

using System.Text.Json;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Report;
using MediAgents.Billing.Report.Letters;
using MediAgents.Billing.Report.Page;
using MediAgents.Gateway.Pages;
using MediAgents.Gateway.Problems;
using MediAgents.Primitives;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace MediAgents.Gateway.Bills;

/// <summary>Audits to be read by people: as a page, printed, and as letters (requirement B8); and the schema of their JSON.</summary>
internal static class AuditPagesApi
{
    /// <summary>Where the schema is; it shows nothing of a patient and needs no key.</summary>
    public const string SchemaPath = "/schemas/bill-audit.json";

    private static readonly string[] Formats = ["text", "html", "pdf"];

    public static void MapAuditPages(this IEndpointRouteBuilder routes)
    {
        var audits = routes.MapGroup("/analyze/{auditId}").WithTags("Bills");
        audits.MapGet("/html", HtmlAsync)
            .Produces(StatusCodes.Status200OK, contentType: "text/html")
            .Produces<AuditPending>(StatusCodes.Status202Accepted)
            .ProducesProblems(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity, StatusCodes.Status503ServiceUnavailable)
            .WithSummary("An audit as one page of HTML, also for printing")
            .WithDescription("Verdict, sums, findings with evidence and tariff, all lines, and the letters about the bill.");
        audits.MapGet("/pdf", PdfAsync)
            .Produces(StatusCodes.Status200OK, contentType: "application/pdf")
            .Produces<AuditPending>(StatusCodes.Status202Accepted)
            .ProducesProblems(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity, StatusCodes.Status503ServiceUnavailable)
            .WithSummary("An audit as PDF");
        audits.MapGet("/letter", LetterAsync)
            .Produces(StatusCodes.Status200OK, contentType: "text/plain", additionalContentTypes: ["text/html", "application/pdf"])
            .Produces<AuditPending>(StatusCodes.Status202Accepted)
            .ProducesProblems(
                StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict,
                StatusCodes.Status422UnprocessableEntity, StatusCodes.Status503ServiceUnavailable)
            .WithSummary("A letter about the bill")
            .WithDescription(
                "What is disputed and what is asked, for the hospital's billing desk or, where it is about the policy only, the insurer. "
                + "language is english, hindi, bengali or tamil; without it the letter comes in the bill's language and in English. "
                + "format is text, html or pdf, by default text. 409 when nothing was found: then there is nothing to write.");

        routes.MapGet(SchemaPath, () => TypedResults.Content(BillAuditSchema.Json, "application/schema+json"))
            .Produces(StatusCodes.Status200OK, contentType: "application/schema+json")
            .WithTags("Bills")
            .WithSummary("The JSON schema of audits")
            .WithDescription("Draft 2020-12. What POST /analyze and GET /analyze/{auditId} answer with, and what the command writes, is valid against it.");
    }

    private static async Task<IResult> HtmlAsync(
        string auditId, HttpContext context, [FromQuery(Name = "user_id")] string? userId, [AsParameters] AnalyzeServices services, CancellationToken cancellationToken) =>
        await ReadAsync(auditId, "bill.html", context, userId, services, cancellationToken) is { } result
            ? PageReplies.Html(context, AuditPage.Write(result, auditId))
            : AuditFollowing.Pending(auditId);

    private static async Task<IResult> PdfAsync(
        string auditId, HttpContext context, [FromQuery(Name = "user_id")] string? userId, [AsParameters] AnalyzeServices services, CancellationToken cancellationToken) =>
        await ReadAsync(auditId, "bill.pdf", context, userId, services, cancellationToken) is { } result
            ? await PageReplies.PdfAsync(context, services.Printer, AuditPage.Write(result, auditId), auditId, cancellationToken)
            : AuditFollowing.Pending(auditId);

    private static async Task<IResult> LetterAsync(
        string auditId, HttpContext context, [AsParameters] LetterQuery query, [AsParameters] AnalyzeServices services, CancellationToken cancellationToken)
    {
        var language = OneOf("language", query.Language, Letter.Languages);
        var format = OneOf("format", query.Format, Formats);
        if (await ReadAsync(auditId, "bill.letter", context, query.UserId, services, cancellationToken) is not { } result)
            return AuditFollowing.Pending(auditId);
        var languages = language is null ? Letter.LanguagesOf(result) : [language];
        var letters = languages.Select(one => Letter.Of(result, one)).OfType<Letter>().ToList();
        if (letters.Count == 0)
            throw new ProblemException(Problem.Conflict("Nothing is disputed or asked about this bill, so there is no letter to write."));
        return format switch
        {
            "html" => PageReplies.Html(context, LetterPage.Write(letters)),
            "pdf" => await PageReplies.PdfAsync(context, services.Printer, LetterPage.Write(letters), $"{auditId}-letter", cancellationToken),
            _ => PageReplies.Text(context, LetterText.Write(letters)),
        };
    }

    /// <summary>The result; null while the audit has not ended.</summary>
    /// <exception cref="ProblemException">There is no such audit of that patient, or it ended without a result.</exception>
    private static async Task<AuditResult?> ReadAsync(
        string auditId, string action, HttpContext context, string? userId, AnalyzeServices services, CancellationToken cancellationToken)
    {
        var scope = services.Patients.Resolve(context, userId);
        var followed = await AuditFollowing.LookAsync(services, scope, auditId, action, cancellationToken);
        return AuditFollowing.ResultOf(followed, field: null) is { } result
            ? result.Deserialize<AuditResult>(WireJson.Options) ?? throw new JsonException("A stored audit is null.")
            : null;
    }

    private static string? OneOf(string field, string? value, IReadOnlyList<string> words) =>
        string.IsNullOrEmpty(value) ? null
        : words.FirstOrDefault(word => string.Equals(word, value, StringComparison.OrdinalIgnoreCase))
            ?? throw new ProblemException(Problem.InvalidField(field, $"{field} is one of {string.Join(", ", words)}."));
}

/// <summary>Which letter about whose bill.</summary>
public sealed record LetterQuery(
    [property: FromQuery(Name = "user_id")] string? UserId,
    [property: FromQuery(Name = "language")] string? Language,
    [property: FromQuery(Name = "format")] string? Format);

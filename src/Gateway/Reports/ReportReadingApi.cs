using System.Text.Json;
using MediAgents.Gateway.AuditTrail;
using MediAgents.Gateway.Paging;
using MediAgents.Gateway.Problems;
using MediAgents.Grains;
using MediAgents.Grains.Reports;
using MediAgents.Primitives;
using MediAgents.Records.Reports;
using MediAgents.Records.Reports.Comparing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MediAgents.Gateway.Reports;

/// <summary>Shows reports. Every look is recorded before the first byte is shown.</summary>
internal static class ReportReadingApi
{
    public const string ReadAction = "report.read";

    public static async Task<IResult> ListAsync(
        HttpContext context, [AsParameters] PageQuery query, [AsParameters] ReportServices services, CancellationToken cancellationToken)
    {
        var scope = services.Patients.Resolve(context, query.UserId);
        var limit = PageNumbers.Limit(query.Limit);
        var before = PageNumbers.Of("cursor", query.Cursor, 1, long.MaxValue);
        var listed = await services.Storage.ListOwnedAsync(GrainKinds.Report, scope.Patient, before, limit + 1, cancellationToken);
        var reports = new List<ReportDescription>(limit);
        foreach (var listing in listed.Take(limit))
        {
            var described = await services.Grains.AskAsync(GrainKinds.ReportOf(listing.Id), new DescribeReport(scope.Patient), cancellationToken);
            if (described.Value is { } report)
                reports.Add(report);
        }

        await services.Trail.RecordAsync(scope, "report.list", subject: null, found: true, reports.Count, cancellationToken);
        return TypedResults.Json(new ReportPage(reports, listed.Count > limit ? $"{listed[limit - 1].Position}" : null), WireJson.Options);
    }

    public static async Task<IResult> GetAsync(
        string reportId, HttpContext context, [AsParameters] VersionQuery query, [AsParameters] ReportServices services, CancellationToken cancellationToken)
    {
        var scope = services.Patients.Resolve(context, query.UserId);
        var number = VersionNumber.Of(query.Version, "version");
        var described = ReportsApi.Known(reportId) is { } known
            ? (await services.Grains.AskAsync(GrainKinds.ReportOf(known), new DescribeReport(scope.Patient), cancellationToken)).Value
            : null;
        if (described is { Drafting: true, Versions: 0 } && number is null)
        {
            await services.Trail.RecordAsync(scope, ReadAction, reportId, found: true, cancellationToken: cancellationToken);
            return TypedResults.Json(new ReportPending(reportId), WireJson.Options, statusCode: StatusCodes.Status202Accepted);
        }

        var version = await ReadAsync(services, scope, reportId, number, ReadAction, cancellationToken);
        return TypedResults.Json(new ReportReply(reportId, version.Summary, Unchanged: null, version.Inputs, version.Report), WireJson.Options);
    }

    public static async Task<IResult> VersionsAsync(
        string reportId, HttpContext context, [AsParameters] VersionQuery query, [AsParameters] ReportServices services, CancellationToken cancellationToken)
    {
        var scope = services.Patients.Resolve(context, query.UserId);
        var listed = ReportsApi.Known(reportId) is { } known
            ? (await services.Grains.AskAsync(GrainKinds.ReportOf(known), new ListVersions(scope.Patient), cancellationToken)).Value
            : null;
        await services.Trail.RecordAsync(scope, "report.versions", ReportsApi.Known(reportId), listed is not null, cancellationToken: cancellationToken);
        return listed is null
            ? throw new ProblemException(Problem.NotFound)
            : TypedResults.Json(new ReportVersions(reportId, listed.Versions), WireJson.Options);
    }

    public static async Task<IResult> DiffAsync(
        string reportId, HttpContext context, [AsParameters] DiffQuery query, [AsParameters] ReportServices services, CancellationToken cancellationToken)
    {
        var scope = services.Patients.Resolve(context, query.UserId);
        var (from, to) = (VersionNumber.Of(query.From, "from"), VersionNumber.Of(query.To, "to"));
        var after = await ReadAsync(services, scope, reportId, to, "report.diff", cancellationToken);
        var before = await ReadAsync(services, scope, reportId, from ?? Math.Max(1, after.Summary.Number - 1), "report.diff", cancellationToken);
        var diff = ReportDiff.Between(ReportOf(before), ReportOf(after));
        return TypedResults.Json(new ReportComparison(reportId, before.Summary, after.Summary, diff.Sections), WireJson.Options);
    }

    /// <summary>One version; the look is recorded, also when there is nothing to see.</summary>
    /// <exception cref="ProblemException">404: there is no such version of that patient.</exception>
    public static async Task<ReportVersion> ReadAsync(
        ReportServices services, PatientScope scope, string reportId, int? number, string action, CancellationToken cancellationToken)
    {
        var known = ReportsApi.Known(reportId);
        var version = known is null
            ? null
            : (await services.Grains.AskAsync(GrainKinds.ReportOf(known), new ReadVersion(scope.Patient, number), cancellationToken)).Value;
        await services.Trail.RecordAsync(scope, action, known, version is not null, cancellationToken: cancellationToken);
        return version ?? throw new ProblemException(Problem.NotFound);
    }

    public static Report ReportOf(ReportVersion version) =>
        version.Report.Deserialize<Report>(WireJson.Options) ?? throw new JsonException("A stored report is null.");
}

/// <summary>Which version of whose report.</summary>
public sealed record VersionQuery(
    [property: FromQuery(Name = "user_id")] string? UserId,
    [property: FromQuery(Name = "version")] string? Version);

/// <summary>Which two versions of whose report.</summary>
public sealed record DiffQuery(
    [property: FromQuery(Name = "user_id")] string? UserId,
    [property: FromQuery(Name = "from")] string? From,
    [property: FromQuery(Name = "to")] string? To);

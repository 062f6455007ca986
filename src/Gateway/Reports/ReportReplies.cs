using System.Text.Json;
using MediAgents.Grains.Reports;
using MediAgents.Grains.Runs;
using MediAgents.Records.Reports.Comparing;

namespace MediAgents.Gateway.Reports;

/// <summary>One version of a report.</summary>
/// <param name="ReportId">The report.</param>
/// <param name="Version">How it came about.</param>
/// <param name="Unchanged">True: no version was made, since this one still says all there is.</param>
/// <param name="Inputs">Ids and versions of everything that was read.</param>
/// <param name="Report">Title, period and parts with their statements, each with its sources.</param>
public sealed record ReportReply(string ReportId, VersionSummary Version, bool? Unchanged, JsonElement Inputs, JsonElement Report);

/// <summary>A report that is still being drafted; ask <c>GET /reports/{report_id}</c>.</summary>
public sealed record ReportPending(string ReportId, string Status = "drafting");

/// <summary>A page of reports, newest first.</summary>
public sealed record ReportPage(IReadOnlyList<ReportDescription> Reports, string? Cursor);

/// <summary>The versions of a report, newest first.</summary>
public sealed record ReportVersions(string ReportId, IReadOnlyList<VersionSummary> Versions);

/// <summary>What is different between two versions.</summary>
public sealed record ReportComparison(string ReportId, VersionSummary From, VersionSummary To, IReadOnlyList<SectionDiff> Sections);

/// <summary>What a report says to a question.</summary>
/// <param name="ReportId">The report.</param>
/// <param name="Version">The version that was asked.</param>
/// <param name="Answer">Text, sentences with the statements they rest on, citations, confidence; or what is missing.</param>
/// <param name="Usage">Tokens that a model read and wrote for it.</param>
public sealed record ReportAnswerReply(string ReportId, int Version, JsonElement Answer, ModelUsage? Usage);

using System.Runtime.CompilerServices;
using System.Text.Json;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Reports;
using MediAgents.Primitives;

namespace MediAgents.Grains.ReportWriter;

/// <summary>
/// Writes the reports of one patient and answers questions about them. It keeps nothing itself: each report is a grain of
/// its own, which asks for its drafts and holds its versions.
/// </summary>
public sealed class ReportWriterGrain(ReportDrafting drafting, ReportAsking asking)
    : Grain,
        IStream<WriteDraft, WrittenDraft>,
        IStream<AskReport, AnsweredReport>
{
    public async IAsyncEnumerable<WrittenDraft> StreamAsync(WriteDraft request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new WrittenDraft(await drafting.DraftAsync(Context.Grains, request.Scope, request.Subject, request.Newest, cancellationToken));
    }

    public async IAsyncEnumerable<AnsweredReport> StreamAsync(AskReport request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var read = await Context.Grains.AskAsync(GrainKinds.ReportOf(request.ReportId), new ReadVersion(request.Patient, request.Version), cancellationToken);
        if (read.Value is not { } version)
            yield break;
        var report = version.Report.Deserialize<Records.Reports.Report>(WireJson.Options)
            ?? throw new JsonException("A stored report is null.");
        var scope = request.Principal is { } principal ? new PatientScope(principal, request.Patient) : null;
        var (answer, usage) = await asking.AnswerAsync(scope, report, request.Question, cancellationToken);
        yield return new AnsweredReport(version.Summary.Number, JsonSerializer.SerializeToElement(answer, WireJson.Options), usage);
    }
}

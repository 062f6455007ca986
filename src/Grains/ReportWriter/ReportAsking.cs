using MediAgents.Grains.Modelling;
using MediAgents.Grains.Runs;
using MediAgents.Models.Endpoints;
using MediAgents.Primitives;
using MediAgents.Records.Reports;
using MediAgents.Records.Reports.Asking;
using MediAgents.Records.Reports.Prose;

namespace MediAgents.Grains.ReportWriter;

/// <summary>
/// Answers questions about a report: with a model where there is one and what it writes stands, else by quoting statements.
/// </summary>
public sealed class ReportAsking(PatientModels models, ConfidenceThresholds thresholds, TimeProvider time)
{
    /// <param name="scope">Who asks, and whose report it is; null where it is not known who asks: then no model is asked.</param>
    /// <param name="report">The report.</param>
    /// <param name="question">The question.</param>
    /// <param name="cancellationToken">Stops the model.</param>
    public async Task<(ReportAnswer Answer, ModelUsage? Usage)> AnswerAsync(PatientScope? scope, Report report, string question, CancellationToken cancellationToken)
    {
        var quoted = ReportAnswers.Answer(report, question, thresholds);
        if (scope is null)
            return (quoted, null);
        var model = await models.OpenAsync(scope, SortableId.New("ask_", time), ModelPurpose.Report, GrainKinds.ReportWriter, cancellationToken);
        if (model.Client is not { } client)
            return (model.IsKeptLocal ? Quoted(quoted, NoModel.LocalOnly) : quoted, null);
        var written = await ReportScribe.WriteAsync(client, question, ReportFact.For(question, report), cancellationToken);
        var answer = written.Prose?.ToAnswer(quoted, written.Model ?? model.Name ?? "", thresholds);
        return (answer ?? Quoted(quoted, written.WhyNone ?? NoModel.Unusable), written.Usage);
    }

    private static ReportAnswer Quoted(ReportAnswer quoted, string why) => quoted with { Note = $"{why}; statements of the report are quoted." };
}

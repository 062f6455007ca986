using System.Text.Json;
using MediAgents.Contract.Storage;
using MediAgents.Grains.Reports;
using MediAgents.ModelServer;
using MediAgents.Primitives;
using MediAgents.Records.Profiles;
using MediAgents.Records.Reports;
using MediAgents.Records.Reports.Asking;
using MediAgents.Records.Timeline;
using static MediAgents.Grains.Tests.TestAgents;

namespace MediAgents.Grains.Tests.ReportWriter;

/// <summary>Reports over Asha's record where models are set up.</summary>
internal static class ModelledReports
{
    public const string Report = "rep_1";

    public static async Task<ModelledAgents> StartAsync(bool hasLocal = false, bool localOnly = false, params (string Name, string Value)[] settings)
    {
        var modelled = await ModelledAgents.StartAsync(hasLocal, settings);
        await modelled.Agents.Profiles.PutAsync(
            Asha.Scope(),
            new PatientProfile { Name = "Sulochana Deshpande", DateOfBirth = new DateOnly(1961, 2, 28), Conditions = ["Hypertension"], LocalModelsOnly = localOnly },
            0);
        await modelled.AddAsync("e_1", EventType.Diagnosis, "Hypertension", "2024-05-01", "Told to Sulochana Deshpande in the clinic");
        await modelled.AddAsync("e_2", EventType.Allergy, "Penicillin", "2023-04-02");
        return modelled;
    }

    public static ValueTask<AddedEvent> AddAsync(this ModelledAgents modelled, string id, EventType type, string title, string day, string? description = null) =>
        modelled.Agents.Timeline.AddAsync(
            Asha.Scope(),
            new EventAddition(id, new EventContent { Type = type, Title = title, OccurredAt = EventTime.Parse(day), Description = description }, EventStatus.Confirmed),
            key: null);

    public static async Task<(VersionSummary Summary, Report Report)> DraftAsync(this ModelledAgents modelled, string drafting = "dr_1")
    {
        await modelled.DraftOnlyAsync(drafting);
        var read = (await modelled.Agents.Grains.AskAsync(GrainKinds.ReportOf(Report), new ReadVersion(Asha))).Value.ShouldNotBeNull();
        return (read.Summary, read.Report.Deserialize<Report>(WireJson.Options)!);
    }

    public static async Task<DraftingEnded> DraftOnlyAsync(this ModelledAgents modelled, string drafting)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        IGrainRequest<Accepted> asked = drafting == "dr_1" ? new OpenReport(Asha.Scope(), drafting, new ReportSubject("Doctor report")) : new DraftAgain(Asha.Scope(), drafting);
        (await modelled.Agents.Grains.AskAsync(GrainKinds.ReportOf(Report), asked)).Acceptance.ShouldBe(Acceptance.Accepted);
        await foreach (var ended in modelled.Agents.Grains.StreamAsync(GrainKinds.ReportOf(Report), new FollowDrafting(Asha, drafting), limit.Token))
            return ended;
        throw new InvalidOperationException("The drafting has no end.");
    }

    public static async Task<(ReportAnswer Answer, AnsweredReport Reply)> AskAsync(this ModelledAgents modelled, string question, bool anonymously = false)
    {
        var ask = new AskReport(Asha, Report, null, question, anonymously ? null : Asha.Scope().Principal);
        await foreach (var answered in modelled.Agents.Grains.StreamAsync(GrainKinds.AgentOf(GrainKinds.ReportWriter, Asha), ask))
            return (answered.Answer.Deserialize<ReportAnswer>(WireJson.Options)!, answered);
        throw new InvalidOperationException("The report has no version.");
    }

    /// <summary>The label that a request gives to the passage with these words.</summary>
    public static string LabelOf(this RecordedRequest request, string words)
    {
        var asked = request.Messages[^1].GetProperty("content").ToString();
        var end = asked.IndexOf(words, StringComparison.Ordinal);
        end.ShouldBeGreaterThan(0, words);
        var start = asked.LastIndexOf("label=\"", end, StringComparison.Ordinal) + "label=\"".Length;
        return asked[start..asked.IndexOf('"', start)];
    }
}

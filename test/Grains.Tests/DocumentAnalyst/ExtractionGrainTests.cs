using System.Text;
using MediAgents.Contract.Storage;
using MediAgents.Grains.Documents;
using MediAgents.Primitives;
using MediAgents.Records.Timeline;
using static MediAgents.Grains.Tests.TestAgents;

namespace MediAgents.Grains.Tests.DocumentAnalyst;

/// <summary>From a stored document to proposals in the timeline, also through crashes.</summary>
public sealed class ExtractionGrainTests : IAsyncLifetime
{
    private const int MostAttempts = 5;

    private const string Prescription = """
        Lakeside Clinic, Udaipur            Date: 04/02/2024
        Name: A. Person   DOB: 04/02/1970
        Diagnosis: Hypertension
        Tab. Telmisartan 40 mg OD x 30 days
        Serum Creatinine   1.4   mg/dL   0.6 - 1.2
        """;

    private readonly TestAgents agents = new();
    private int reads;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => agents.DisposeAsync().AsTask();

    [Fact]
    public async Task A_document_becomes_proposals_that_quote_it()
    {
        await RequestAsync("x_1");

        var outcome = await OutcomeAsync("x_1");

        outcome.Failure.ShouldBeNull();
        outcome.Proposals.Select(proposal => proposal.Type).ShouldBe(["encounter", "diagnosis", "medication", "lab_result"], ignoreOrder: true);
        outcome.Added.ShouldBe(4);
        var proposed = await TimelineAsync();
        proposed.Select(one => one.Id).ShouldBe(outcome.Proposals.Select(proposal => proposal.Id), ignoreOrder: true);
        foreach (var one in proposed)
        {
            one.Status.ShouldBe(EventStatus.Proposed);
            SortableId.IsValid(one.Id, "e_").ShouldBeTrue();
            one.Content.OccurredAt.Text.ShouldBe("2024-02-04");
            var evidence = one.Content.Evidence.ShouldNotBeNull();
            Prescription[evidence.Start..evidence.End].ShouldBe(evidence.Quote);
        }

        var measured = proposed.Single(one => one.Content.Type == EventType.LabResult).Content.Measurements.ShouldHaveSingleItem();
        measured.ShouldBe(new Measurement("Creatinine", 1.4m, "1.4", "mg/dL", 0.6m, 1.2m, "high"));
    }

    [Fact]
    public async Task The_same_document_proposes_nothing_twice()
    {
        await RequestAsync("x_1");
        var first = await OutcomeAsync("x_1");
        var rejected = first.Proposals[0].Id;
        await agents.Timeline.ChangeAsync(Asha.Scope(), rejected, 1, new EventChange("timeline.reject", Status: EventStatus.Rejected));

        await RequestAsync("x_2");
        var second = await OutcomeAsync("x_2");

        second.Added.ShouldBe(0);
        second.Proposals.ShouldBe(first.Proposals);
        (await TimelineAsync()).Single(one => one.Id == rejected).Status.ShouldBe(EventStatus.Rejected);
    }

    [Fact]
    public async Task Another_patient_with_the_same_document_gets_events_of_their_own()
    {
        await RequestAsync("x_1");
        var asha = await OutcomeAsync("x_1");

        await RequestAsync("x_2", Ravi);
        var ravi = await OutcomeAsync("x_2", Ravi);

        ravi.Added.ShouldBe(4);
        ravi.Proposals.Select(proposal => proposal.Id).Intersect(asha.Proposals.Select(proposal => proposal.Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_patients_document_is_not_there()
    {
        var document = await StoreAsync(Ravi);

        await agents.Grains.AskAsync(GrainKinds.ExtractionOf("x_1"), new RequestExtraction(Asha.Scope(), document));

        (await OutcomeAsync("x_1")).Failure.ShouldNotBeNull().Code.ShouldBe(ExtractionFailures.Missing);
        (await TimelineAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_its_patient_can_follow_an_extraction()
    {
        await RequestAsync("x_1");
        await OutcomeAsync("x_1");

        var seen = await agents.Grains.StreamAsync(GrainKinds.ExtractionOf("x_1"), new FollowExtraction(Ravi)).ToListAsync();

        seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task Cut_off_after_proposing_it_is_done_again_and_adds_nothing_twice()
    {
        await RequestAsync("x_0");
        await OutcomeAsync("x_0");
        agents.Storage.TroubledKind = GrainKinds.DocumentAnalyst;
        agents.Storage.Trouble = CommitTrouble.FailsBeforeWriting;
        await RequestAsync("x_1", text: Prescription + "\nTab. Aspirin 75 mg OD");
        await Patience.UntilAsync(async () => (await TimelineAsync()).Any(one => one.Content.Title == "Aspirin 75 mg"));
        var before = await TimelineAsync();

        await agents.KillAndRestartAsync();

        (await OutcomeAsync("x_1")).Failure.ShouldBeNull();
        (await TimelineAsync()).Select(one => (one.Id, one.Version)).ShouldBe(before.Select(one => (one.Id, one.Version)));
        (await ListAsync()).Select(one => one.ExtractionId).ShouldBe(["x_1", "x_0"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_document_that_ends_the_process_each_time_is_given_up()
    {
        agents.BeforeDocument = stop =>
        {
            Interlocked.Increment(ref reads);
            return Task.Delay(Timeout.Infinite, stop);
        };
        await RequestAsync("x_1");
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            await Patience.UntilAsync(() => Task.FromResult(Volatile.Read(ref reads) >= attempt));
            await agents.KillAndRestartAsync();
        }

        (await OutcomeAsync("x_1")).Failure.ShouldNotBeNull().Code.ShouldBe(ExtractionFailures.Crashed);
        (await agents.Storage.ListUnfinishedAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_analyst_knows_what_was_read()
    {
        await RequestAsync("x_1");
        var outcome = await OutcomeAsync("x_1");

        var known = (await ListAsync()).ShouldHaveSingleItem();

        known.DocumentId.ShouldBe(outcome.DocumentId);
        known.Counts["medication"].ShouldBe(1);
        (await agents.Grains.AskAsync(GrainKinds.AgentOf(GrainKinds.DocumentAnalyst, Asha), new ListExtractions(Ravi))).Extractions.ShouldBeEmpty();
    }

    private async Task<string> StoreAsync(PatientId patient, string text = Prescription) =>
        (await agents.Documents.PutAsync(patient.Scope(), Encoding.UTF8.GetBytes(text), "text/plain", null)).Value;

    private async Task RequestAsync(string id, PatientId? patient = null, string text = Prescription)
    {
        var owner = patient ?? Asha;
        await agents.Grains.AskAsync(GrainKinds.ExtractionOf(id), new RequestExtraction(owner.Scope(), await StoreAsync(owner, text)));
    }

    private async Task<ExtractionOutcome> OutcomeAsync(string id, PatientId? patient = null)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        await foreach (var step in agents.Grains.StreamAsync(GrainKinds.ExtractionOf(id), new FollowExtraction(patient ?? Asha), limit.Token))
        {
            if (step.Outcome is { } outcome)
                return outcome;
        }

        throw new InvalidOperationException("The extraction ended without an outcome.");
    }

    private ValueTask<List<TimelineEvent>> TimelineAsync() =>
        agents.Timeline.ScanAsync(Asha.Scope(), new TimelineFilter(AnyStatus: true), "timeline.read").ToListAsync();

    private async Task<IReadOnlyList<ExtractionSummary>> ListAsync() =>
        (await agents.Grains.AskAsync(GrainKinds.AgentOf(GrainKinds.DocumentAnalyst, Asha), new ListExtractions(Asha))).Extractions;
}

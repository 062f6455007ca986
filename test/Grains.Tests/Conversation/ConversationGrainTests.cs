using MediAgents.Contract.Storage;
using MediAgents.Grains.Conversation;
using MediAgents.Grains.Conversations;
using MediAgents.Grains.Runs;
using MediAgents.Grains.Tests.Run;
using MediAgents.Primitives;
using static MediAgents.Grains.Tests.TestAgents;

namespace MediAgents.Grains.Tests.Conversation;

public sealed class ConversationGrainTests : IAsyncLifetime
{
    private const string Session = "s_1";

    private readonly TestAgents agents = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => agents.DisposeAsync().AsTask();

    [Fact]
    public async Task A_message_and_its_answer_stand_in_the_history()
    {
        await AskAsync("r_1", "How is migraine treated?");

        var page = await HistoryAsync();

        page.Messages.Select(message => message.Role).ShouldBe(["user", "assistant"]);
        page.Messages.ShouldAllBe(message => message.RunId == "r_1");
        page.Messages[0].Text.ShouldBe("How is migraine treated?");
        page.Messages[0].MessageId.ShouldBe("m_r_1");
        page.Messages[1].Status.ShouldBe("completed");
        page.Messages[1].Agents.ShouldBe([GrainKinds.Neurologist]);
        var answer = (await agents.ReadRunAsync("r_1"))[^1].Data;
        page.Messages[1].Text.ShouldBe(answer.GetProperty("text").GetString());
        page.Messages[1].Confidence.ShouldBe(answer.GetProperty("confidence").GetDouble());
    }

    [Fact]
    public async Task Posted_again_while_its_run_is_under_way_a_message_changes_nothing()
    {
        var (begun, _) = agents.Writer.Hang(GrainKinds.Neurologist);
        var first = await PostAsync("r_1", "How is migraine treated?");
        await begun;

        (await PostAsync("r_1", "How is migraine treated?")).ShouldBe(first);

        (await DescribeAsync()).Messages.ShouldBe(1);
        agents.Writer.CallsOf(GrainKinds.Neurologist).ShouldBe(1);
    }

    [Fact]
    public async Task Posted_again_after_its_answer_a_message_changes_nothing()
    {
        var first = await PostAsync("r_1", "How is migraine treated?");
        await UntilMessagesAsync(2);
        await AskAsync("r_2", "What is gout?");

        (await PostAsync("r_1", "How is migraine treated?")).ShouldBe(first);

        (await DescribeAsync()).Messages.ShouldBe(4);
        (await HistoryAsync()).Messages.Select(message => message.RunId).ShouldBe(["r_1", "r_1", "r_2", "r_2"]);
    }

    [Fact]
    public async Task Another_patient_can_neither_read_nor_write_nor_tell_that_it_exists()
    {
        await AskAsync("r_1", "How is migraine treated?");

        (await PostAsync("r_2", "What is gout?", Ravi)).ShouldBeNull();
        (await agents.Grains.AskAsync(GrainKinds.ConversationOf(Session), new ReadContext(Ravi))).Value.ShouldBeNull();
        (await PostAsync("r_2", "What is gout?", Ravi, isNew: true)).ShouldBeNull();
        (await agents.Grains.AskAsync(GrainKinds.ConversationOf(Session), new ReadHistory(Ravi, 0, 10))).Value.ShouldBeNull();
        (await agents.Grains.AskAsync(GrainKinds.ConversationOf(Session), new DescribeSession(Ravi))).Value.ShouldBeNull();
        (await HistoryAsync()).Messages.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_session_that_nobody_began_takes_no_message_and_starts_no_run()
    {
        (await PostAsync("r_1", "How is migraine treated?", isNew: false)).ShouldBeNull();

        agents.Storage.Commits.ShouldBe(0);
        (await agents.Grains.AskAsync(GrainKinds.RunOf("r_1"), new DescribeRun(Asha))).Value.ShouldBeNull();
    }

    [Fact]
    public async Task A_follow_up_goes_to_the_agents_that_answered_before()
    {
        await AskAsync("r_1", "How is migraine treated?");

        await AskAsync("r_2", "And how long does it last?");

        (await ReasonAsync("r_2")).ShouldContain("follows up");
    }

    [Fact]
    public async Task The_working_context_expires_and_the_history_stays()
    {
        await AskAsync("r_1", "How is migraine treated?");
        agents.Time.Advance(TimeSpan.FromHours(new ConversationOptions().SessionExpiryHours));
        (await DescribeAsync()).ContextExpired.ShouldBeFalse();
        agents.Time.Advance(TimeSpan.FromSeconds(1));
        (await DescribeAsync()).ContextExpired.ShouldBeTrue();
        (await ContextAsync()).ShouldBeEmpty();

        await AskAsync("r_2", "And how long does it last?");

        (await ReasonAsync("r_2")).ShouldNotContain("follows up");
        (await ContextAsync()).ShouldNotContain("How is migraine treated?");
        (await ContextAsync()).ShouldContain("And how long does it last?");
        (await HistoryAsync()).Messages.Count.ShouldBe(4);
        (await DescribeAsync()).ContextExpired.ShouldBeFalse();
    }

    [Fact]
    public async Task History_is_paged_in_order_without_gap_or_repeat()
    {
        string[] questions = ["How is migraine treated?", "What is gout?", "What are the symptoms of angina?"];
        for (var i = 0; i < questions.Length; i++)
            await AskAsync($"r_{i}", questions[i]);

        var pages = new List<HistoryPage>();
        for (var after = 0L; pages.Count == 0 || pages[^1].Cursor is not null; after = long.Parse(pages[^1].Cursor ?? "0"))
            pages.Add(await HistoryAsync(after, limit: 4));

        pages.Select(page => page.Messages.Count).ShouldBe([4, 2]);
        var all = pages.SelectMany(page => page.Messages).ToList();
        all.Select(message => message.RunId).ShouldBe(["r_0", "r_0", "r_1", "r_1", "r_2", "r_2"]);
        all.Where(message => message.Role == "user").Select(message => message.Text).ShouldBe(questions);
        (await HistoryAsync(after: 6, limit: 4)).ShouldSatisfyAllConditions(
            past => past.Messages.ShouldBeEmpty(),
            past => past.Cursor.ShouldBeNull());
    }

    [Fact]
    public async Task A_session_is_described_by_its_first_question_shortened()
    {
        var question = "How is migraine treated?\nI have had it since " + string.Join(" ", Enumerable.Repeat("spring", 20));
        await AskAsync("r_1", question);
        await AskAsync("r_2", "What is gout?");

        var described = await DescribeAsync();

        described.Title.Length.ShouldBe(80);
        described.Title.ShouldStartWith("How is migraine treated? I have had it since spring");
        described.Title.ShouldEndWith("…");
        described.Messages.ShouldBe(4);
    }

    [Fact]
    public async Task An_answer_that_came_after_a_crash_is_recorded_once()
    {
        var (begun, _) = agents.Writer.Hang(GrainKinds.Neurologist);
        await PostAsync("r_1", "How is migraine treated?");
        await begun;

        await agents.KillAndRestartAsync();
        await UntilMessagesAsync(2);

        var messages = (await HistoryAsync()).Messages;
        messages.Select(message => message.Role).ShouldBe(["user", "assistant"]);
        messages[1].Status.ShouldBe("completed");
        await agents.KillAndRestartAsync();
        (await HistoryAsync()).Messages.Count.ShouldBe(2);
        (await agents.Storage.ListUnfinishedAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cancelled_run_leaves_its_end_in_the_history_and_no_context()
    {
        var (begun, _) = agents.Writer.Hang(GrainKinds.Neurologist);
        await PostAsync("r_1", "How is migraine treated?");
        await begun;

        await agents.Grains.AskAsync(GrainKinds.RunOf("r_1"), new CancelRun(Asha.Scope()));
        await UntilMessagesAsync(2);
        await AskAsync("r_2", "And how long does it last?");

        (await HistoryAsync()).Messages[1].Status.ShouldBe("cancelled");
        (await ContextAsync()).ShouldNotContain("How is migraine treated?");
        (await ContextAsync()).Count.ShouldBe(2);
        (await ReasonAsync("r_2")).ShouldNotContain("follows up");
    }

    /// <summary>Posts a message and waits until its answer stands in the history.</summary>
    private async Task AskAsync(string runId, string question)
    {
        await PostAsync(runId, question);
        await Patience.UntilAsync(async () => (await HistoryAsync()).Messages.Any(message => message.Role == "assistant" && message.RunId == runId));
    }

    private Task UntilMessagesAsync(int messages) => Patience.UntilAsync(async () => (await DescribeAsync()).Messages == messages);

    private async Task<MessageAccepted?> PostAsync(string runId, string question, PatientId? patient = null, bool? isNew = null)
    {
        var posted = new PostMessage(
            (patient ?? Asha).Scope(),
            runId,
            $"m_{runId}",
            question,
            isNew ?? runId is "r_0" or "r_1",
            new RetrievalLimits(5, 0.7),
            Bill: null);
        return (await agents.Grains.AskAsync(GrainKinds.ConversationOf(Session), posted)).Value;
    }

    private async Task<HistoryPage> HistoryAsync(long after = 0, int limit = 100) =>
        (await agents.Grains.AskAsync(GrainKinds.ConversationOf(Session), new ReadHistory(Asha, after, limit))).Value.ShouldNotBeNull();

    private async Task<SessionDescription> DescribeAsync() =>
        (await agents.Grains.AskAsync(GrainKinds.ConversationOf(Session), new DescribeSession(Asha))).Value.ShouldNotBeNull();

    private async Task<List<string>> ContextAsync() =>
        [.. (await agents.Grains.AskAsync(GrainKinds.ConversationOf(Session), new ReadContext(Asha))).Value.ShouldNotBeNull().Turns.Select(turn => turn.Text)];

    private async Task<string> ReasonAsync(string runId) =>
        (await agents.ReadRunAsync(runId)).Single(one => one.Type == RunEventTypes.RouteDecided)
        .Data.GetProperty("agents")[0].GetProperty("reason").GetString()!;
}

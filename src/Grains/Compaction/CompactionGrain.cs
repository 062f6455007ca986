using System.Runtime.CompilerServices;
using MediAgents.Grains.Conversations;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Modelling;
using MediAgents.Models.Conversing;
using MediAgents.Models.Endpoints;
using MediAgents.Models.Failures;
using Microsoft.Extensions.AI;

namespace MediAgents.Grains.Compaction;

/// <summary>
/// Makes a patient's long conversations short and keeps what it made. Making is done beside the turns: a model may take its time.
/// </summary>
public sealed class CompactionGrain(PatientModels models)
    : Grain<CompactionState>,
        IStream<CompactConversation, EarlierConversation>,
        IAnswer<KeepSummary, Unit>
{
    /// <summary>Tokens of a summary at most.</summary>
    public const int MostSummary = 600;

    /// <summary>Tokens that a model reads of a conversation, however long it was: the weightiest of its own sentences.</summary>
    public const int MostRead = 6_000;

    private const int Kept = 8;

    /// <summary>Whoever asked is waiting for an answer; after this the conversation's own sentences do.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async IAsyncEnumerable<EarlierConversation> StreamAsync(
        CompactConversation request,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cut = ConversationCut.Of(request.Turns);
        yield return new EarlierConversation(cut.Older.Count == 0 ? null : await SummaryAsync(request, cut, cancellationToken), cut.Latest);
    }

    public ValueTask<Unit> AnswerAsync(KeepSummary request, CancellationToken cancellationToken)
    {
        Context.Owner = request.Patient;
        State = State with
        {
            Summaries = [request.Kept, .. State.Summaries.Where(one => one.Prefix != request.Kept.Prefix).Take(Kept - 1)],
        };
        return ValueTask.FromResult(Unit.Value);
    }

    private async Task<ConversationSummary> SummaryAsync(CompactConversation request, ConversationCut cut, CancellationToken cancellationToken)
    {
        var prefix = cut.Prefix();
        var known = State.Summaries.FirstOrDefault(one => one.Prefix == prefix)?.Summary;
        if (known?.PromptVersion == SummaryWriter.Prompt.Version)
            return known;
        var model = (await models.OpenAsync(request.Scope, request.RunId, ModelPurpose.Chat, GrainKinds.Conversation, cancellationToken)).Client;
        if (known is { PromptVersion: null } && model is null)
            return known;

        var today = DateOnly.FromDateTime(Context.Time.GetLocalNow().DateTime);
        var written = model is null ? null : await WriteAsync(model, ConversationExtract.Of(cut.Older, MostRead, today), cancellationToken);
        var text = written ?? ConversationExtract.Of(cut.Older, MostSummary, today);
        var summary = new ConversationSummary(text, cut.Older.Count, cut.OlderTokens, written is null ? null : SummaryWriter.Prompt.Version);
        await Context.Grains.AskAsync(Context.Key, new KeepSummary(request.Scope.Patient, new KeptSummary(prefix, summary)), cancellationToken);
        return summary;
    }

    /// <summary>What a model makes of it; null when it cannot, or takes too long.</summary>
    private async Task<string?> WriteAsync(IChatClient model, string extract, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, Context.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await SummaryWriter.WriteAsync(model, extract, MostSummary, linked.Token);
        }
        catch (Exception failure) when (failure is ModelException || (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}

using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using MediAgents.Models.Failures;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Conversing;

/// <summary>
/// Has a model write an opinion from evidence, with tools: it may ask for more, a bounded number of times, and cites what it uses.
/// Evidence, results and questions are handed over as fenced data.
/// </summary>
public sealed class ModelWriter(IChatClient model)
{
    /// <summary>Times that a model may ask for tools before it has to answer with what it has.</summary>
    public const int MostRounds = 5;

    private const int MostCallsOfRound = 4;

    private readonly List<CitableText> citable = [];

    /// <summary>What each label stands for; it grows with the results of tools.</summary>
    public CitableText Cited(string label) => citable[NumberOf(label) - 1];

    /// <exception cref="ModelException">The model cannot be asked, broke off or declined.</exception>
    public async IAsyncEnumerable<WritingStep> WriteAsync(ModelBrief brief, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(brief);
        var messages = new List<ChatMessage> { new(ChatRole.System, $"{brief.Instructions}\n\n{WritingRules.Text}"), new(ChatRole.User, QuestionOf(brief)) };
        var text = new CitedText(label => NumberOf(label) is > 0 and var number && number <= citable.Count);
        var guard = new RefusalGuard();
        var usage = new UsageDetails();
        var isCutOff = false;
        string? answering = null;
        for (var round = 0; ; round++)
        {
            var options = new ChatOptions { Tools = round < MostRounds && brief.Tools.Declarations.Count > 0 ? [.. brief.Tools.Declarations] : null };
            var (calls, remark) = (new List<FunctionCallContent>(), new StringBuilder());
            await foreach (var update in model.GetStreamingResponseAsync(messages, options, cancellationToken))
            {
                answering = update.ModelId ?? answering;
                isCutOff = update.FinishReason == ChatFinishReason.Length || (isCutOff && update.FinishReason is null);
                foreach (var content in update.Contents)
                {
                    if (content is FunctionCallContent call)
                        calls.Add(call);
                    else if (content is UsageContent told)
                        usage.Add(told.Details);
                    else if (content is ErrorContent)
                        throw new ModelException(ModelFailures.BadReply, "The model declined to answer.");
                    else if (content is TextContent { Text: { Length: > 0 } piece })
                    {
                        remark.Append(piece);
                        foreach (var step in text.Read(piece).SelectMany(guard.Pass))
                            yield return step;
                    }
                }
            }

            foreach (var step in text.End().SelectMany(guard.Pass))
                yield return step;
            if (calls.Count == 0 || round == MostRounds)
                break;
            foreach (var call in calls.Take(MostCallsOfRound))
                yield return new ToolAsked(call.Name);
            messages.Add(new ChatMessage(ChatRole.Assistant, [.. Said(remark.ToString()), .. calls]));
            messages.Add(new ChatMessage(ChatRole.Tool, [.. await CallAllAsync(brief.Tools, calls, cancellationToken)]));
        }

        foreach (var step in guard.End())
            yield return step;
        yield return new WritingEnded(usage.InputTokenCount, usage.OutputTokenCount, isCutOff, answering);
    }

    private static IEnumerable<AIContent> Said(string remark) => remark.Length > 0 ? [new TextContent(remark)] : [];

    private string QuestionOf(ModelBrief brief)
    {
        var asked = new StringBuilder();
        if (brief.Conversation is { } conversation)
            asked.Append(Fence.Around("earlier_conversation", conversation)).Append('\n');
        else if (brief.Earlier.Count > 0)
            asked.Append(Fence.Around("earlier_questions", string.Join('\n', brief.Earlier))).Append('\n');
        asked.Append(Fence.Around("question", brief.Question));
        if (brief.Part is { } part)
            asked.Append('\n').Append(Fence.Around("your_part", part));
        if (brief.Evidence.Count > 0)
            asked.Append('\n').Append(Labelled(brief.Evidence));
        return asked.ToString();
    }

    private async Task<AIContent[]> CallAllAsync(IModelTools tools, List<FunctionCallContent> calls, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(calls.Select((call, i) => i < MostCallsOfRound
            ? CallAsync(tools, call, cancellationToken)
            : Task.FromResult(new ToolAnswer($"No more than {MostCallsOfRound} tools are called at once; ask again.", []))));
        // Labels are given out in the order of the calls, whichever answered first.
        return [.. calls.Zip(answers, (call, answer) => (AIContent)new FunctionResultContent(call.CallId, TextOf(call.Name, answer)))];
    }

    private static async Task<ToolAnswer> CallAsync(IModelTools tools, FunctionCallContent call, CancellationToken cancellationToken) =>
        call.Exception is null
            ? await tools.CallAsync(call.Name, ArgumentsOf(call), cancellationToken)
            : new ToolAnswer("The arguments are not a JSON object.", []);

    private string TextOf(string tool, ToolAnswer answer) =>
        Fence.Around("result", answer.Text, ("tool", tool)) + (answer.Citable.Count > 0 ? "\n" + Labelled(answer.Citable) : "");

    private string Labelled(IReadOnlyList<CitableText> passages)
    {
        var text = new StringBuilder();
        foreach (var passage in passages)
        {
            var known = citable.FindIndex(one => one.Id == passage.Id);
            if (known < 0)
            {
                citable.Add(passage);
                known = citable.Count - 1;
            }

            text.Append(Fence.Around("passage", passage.Text, ("label", $"k{known + 1}"), ("title", passage.Title))).Append('\n');
        }

        return text.ToString();
    }

    private static JsonElement ArgumentsOf(FunctionCallContent call) =>
        JsonSerializer.SerializeToElement(call.Arguments ?? new Dictionary<string, object?>(), Primitives.WireJson.Options);

    private static int NumberOf(string label) => label.Length > 1 && int.TryParse(label.AsSpan(1), out var number) ? number : 0;
}

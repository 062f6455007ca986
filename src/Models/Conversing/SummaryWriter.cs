using MediAgents.Models.Budgets;
using MediAgents.Models.Failures;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Conversing;

/// <summary>Has a model summarise a conversation, which it is given as fenced data.</summary>
public static class SummaryWriter
{
    /// <summary>The instructions: the file <c>summary.md</c>, compiled into the assembly.</summary>
    public static PromptFile Prompt { get; } = PromptFile.Named("summary.md");

    /// <param name="model">The model.</param>
    /// <param name="conversation">What was said, in lines.</param>
    /// <param name="mostTokens">Of the summary; what goes beyond is cut behind a sentence.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ModelException">The model cannot be asked, or says nothing.</exception>
    public static async Task<string> WriteAsync(IChatClient model, string conversation, int mostTokens, CancellationToken cancellationToken)
    {
        ChatMessage[] messages = [new(ChatRole.System, Prompt.Text), new(ChatRole.User, Fence.Around("conversation", conversation))];
        var reply = await model.GetResponseAsync(messages, new ChatOptions { MaxOutputTokens = mostTokens }, cancellationToken);
        var text = Bounded(reply.Text.Trim(), mostTokens);
        return text.Length > 0 && !reply.Messages.Any(message => message.Contents.Any(content => content is ErrorContent))
            ? text
            : throw new ModelException(ModelFailures.BadReply, "The model gave no summary.") { MayCost = true };
    }

    /// <summary>A server need not keep to the length that it was asked for.</summary>
    private static string Bounded(string text, int mostTokens)
    {
        if (TokenEstimate.Of(text) <= mostTokens)
            return text;
        var end = text.Length;
        while (end > 0 && TokenEstimate.Of(text[..end]) > mostTokens)
            end = text.AsSpan(0, end - 1).LastIndexOfAny('.', '\n', '।') + 1;
        return text[..end].Trim();
    }
}

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MediAgents.Grains.Prompts;
using MediAgents.Models.Answers;

namespace MediAgents.Grains.Tests;

/// <summary>
/// The real writer, which a test may hold up or break for one agent: the real one never fails and never hangs. It knows
/// the agent by its prompt.
/// </summary>
public sealed class ScriptedWriter : IAnswerWriter
{
    private readonly ExtractiveWriter real = new();
    private readonly ConcurrentDictionary<string, Func<CancellationToken, Task>> orders = [];
    private readonly ConcurrentDictionary<string, int> calls = [];

    /// <summary>What happens before <paramref name="agent"/>'s answer is written.</summary>
    public void Before(string agent, Func<CancellationToken, Task> order) => orders[PromptOf(agent)] = order;

    /// <summary>The agent's answers fail.</summary>
    public void Break(string agent, Exception failure) => Before(agent, _ => Task.FromException(failure));

    /// <summary>The agent's answers never come; says when one has begun to be waited for, and when it was given up.</summary>
    public (Task Begun, Task GivenUp) Hang(string agent)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var givenUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Before(agent, async cancellationToken =>
        {
            begun.TrySetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                givenUp.TrySetResult();
            }
        });
        return (begun.Task.WaitAsync(Patience.Limit), givenUp.Task.WaitAsync(Patience.Limit));
    }

    /// <summary>How often the agent has asked for an answer.</summary>
    public int CallsOf(string agent) => calls.GetValueOrDefault(PromptOf(agent));

    public async IAsyncEnumerable<AnswerSentence> WriteAsync(AnswerBrief brief, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        calls.AddOrUpdate(brief.Instructions, 1, static (_, count) => count + 1);
        if (orders.TryGetValue(brief.Instructions, out var order))
            await order(cancellationToken);
        await foreach (var sentence in real.WriteAsync(brief, cancellationToken))
            yield return sentence;
    }

    private static string PromptOf(string agent) => AgentPrompts.Of(agent).ShouldNotBeNull(agent).Text;
}

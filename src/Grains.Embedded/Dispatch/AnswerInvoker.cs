using MediAgents.Grains.Hosting;

namespace MediAgents.Grains.Embedded.Dispatch;

/// <summary>Calls one <c>AnswerAsync</c> of a grain, knowing only the reply's type.</summary>
internal abstract class AnswerInvoker<TReply>
{
    public abstract ValueTask<TReply> InvokeAsync(Grain grain, IGrainRequest<TReply> request, CancellationToken cancellationToken);
}

internal sealed class AnswerInvoker<TRequest, TReply> : AnswerInvoker<TReply>
    where TRequest : IGrainRequest<TReply>
{
    public override ValueTask<TReply> InvokeAsync(Grain grain, IGrainRequest<TReply> request, CancellationToken cancellationToken) =>
        ((IAnswer<TRequest, TReply>)grain).AnswerAsync((TRequest)request, cancellationToken);
}

/// <summary>Activation, run like any other turn.</summary>
internal sealed class ActivationInvoker : AnswerInvoker<Unit>
{
    public static ActivationInvoker Instance { get; } = new();

    public override async ValueTask<Unit> InvokeAsync(Grain grain, IGrainRequest<Unit> request, CancellationToken cancellationToken)
    {
        await grain.ActivateAsync(cancellationToken);
        return Unit.Value;
    }
}

using MediAgents.Grains.Documents;
using MediAgents.Grains.Hosting;

namespace MediAgents.Grains.DocumentAnalyst;

/// <summary>Knows what was read out of one patient's documents. Extractions are grains of their own, which tell it when they are done.</summary>
public sealed class DocumentAnalystGrain
    : Grain<DocumentAnalystState>,
        IAnswer<RecordExtraction, Unit>,
        IAnswer<ListExtractions, ExtractionList>
{
    private const int KeptExtractions = 100;

    public ValueTask<Unit> AnswerAsync(RecordExtraction request, CancellationToken cancellationToken)
    {
        var summary = request.Summary;
        if (State.Extractions.Any(known => known.ExtractionId == summary.ExtractionId))
            return ValueTask.FromResult(Unit.Value);
        Context.Owner = request.Patient;
        var newer = State.Extractions.TakeWhile(known => known.Time > summary.Time).ToList();
        State = new DocumentAnalystState { Extractions = [.. newer.Append(summary).Concat(State.Extractions.Skip(newer.Count)).Take(KeptExtractions)] };
        return ValueTask.FromResult(Unit.Value);
    }

    public ValueTask<ExtractionList> AnswerAsync(ListExtractions request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new ExtractionList(Context.Owner == request.Patient ? State.Extractions : []));
}

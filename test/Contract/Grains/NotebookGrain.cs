using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;

namespace MediAgents.Contract.Grains;

public sealed record Note(string Text) : IGrainRequest<Unit>;

public sealed record ReadNotes : IGrainRequest<IReadOnlyList<JournalEntry>>;

public sealed record Nothing : IGrainRequest<Unit>;

/// <summary>A journal without state.</summary>
public sealed class NotebookGrain : Grain, IAnswer<Note, Unit>, IAnswer<ReadNotes, IReadOnlyList<JournalEntry>>, IAnswer<Nothing, Unit>
{
    public ValueTask<Unit> AnswerAsync(Note request, CancellationToken cancellationToken)
    {
        Context.Journal.Append("note", System.Text.Encoding.UTF8.GetBytes($"\"{request.Text}\""));
        return new(Unit.Value);
    }

    public ValueTask<IReadOnlyList<JournalEntry>> AnswerAsync(ReadNotes request, CancellationToken cancellationToken) =>
        Context.Journal.ReadAsync(0, 100, cancellationToken);

    public ValueTask<Unit> AnswerAsync(Nothing request, CancellationToken cancellationToken) => new(Unit.Value);
}

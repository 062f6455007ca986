using System.Runtime.CompilerServices;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Rates;
using MediAgents.Documents.Reading;
using MediAgents.Grains.Audit;

namespace MediAgents.Cli.Audits;

/// <summary>Audits files, as many at once as there are processors; results come in the order of the files.</summary>
internal sealed class FileAudits(AuditOptions options, RateBook rates)
{
    /// <summary>The most that the server can be told to take.</summary>
    private const int MostMegabytes = 120;

    /// <summary>A long scan keeps those after it waiting; so many may be done meanwhile.</summary>
    private const int Ahead = 4;

    private static readonly int Places = Math.Max(1, Environment.ProcessorCount);

    // One for all, so that no more pages are recognised at once than there are processors.
    private readonly DocumentReader reader = new(new DocumentReaderOptions());

    /// <param name="inputs">The files.</param>
    /// <param name="done">Told after each of them, in whatever order and from whatever thread.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async IAsyncEnumerable<AuditedBill> RunAsync(
        IReadOnlyList<AuditInput> inputs, Action done, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var places = new SemaphoreSlim(Places);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var begun = new Queue<Task<AuditedBill>>();
        try
        {
            var next = 0;
            while (next < inputs.Count || begun.Count > 0)
            {
                while (next < inputs.Count && begun.Count < Places * Ahead)
                {
                    var input = inputs[next++];
                    begun.Enqueue(Task.Run(() => InPlaceAsync(input, places, done, stop.Token), stop.Token));
                }

                yield return await begun.Dequeue();
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(begun).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task<AuditedBill> InPlaceAsync(AuditInput input, SemaphoreSlim places, Action done, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return await AuditAsync(input, cancellationToken);
        }
        finally
        {
            done();
            places.Release();
        }
    }

    private async Task<AuditedBill> AuditAsync(AuditInput input, CancellationToken cancellationToken)
    {
        byte[] content;
        try
        {
            if (!input.File.Exists)
                return new(input, null, "there is no such file.");
            if (input.File.Length > MostMegabytes * 1024L * 1024L)
                return new(input, null, $"it is larger than {MostMegabytes} MB.");
            content = await File.ReadAllBytesAsync(input.File.FullName, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(input, null, failure.Message);
        }

        var read = await reader.ReadAsync(content, options.Language, cancellationToken);
        return read.Text is { } text ? new(input, BillAudit.Audit(BillTexts.Of(text), options, rates), "") : new(input, null, read.Message);
    }
}

using System.Security.Cryptography;
using System.Text.Json;
using MediAgents.Primitives;
using MediAgents.Records.Idempotency;
using MediAgents.Records.Timeline.Import;

namespace MediAgents.Gateway.Timeline;

/// <summary>
/// One import: rows go in as they are read, some hundred in a transaction, so that memory is bounded. Each batch claims the
/// idempotency key with a fingerprint of all rows so far. So a repetition changes nothing, one after an interruption goes on,
/// and another import under the same key is refused before a row in which it differs goes in.
/// </summary>
/// <param name="services">Where to.</param>
/// <param name="scope">Who imports into whose timeline.</param>
/// <param name="key">The caller's idempotency key; null where none was sent.</param>
internal sealed class ImportRun(TimelineServices services, PatientScope scope, string? key)
{
    private const int MostListed = 1_000;
    private const string Operation = "POST /timeline/import";
    private const string Action = "timeline.import";

    private static readonly ImportBatch Nothing = new([], []);

    private readonly List<ImportProblem> listed = [];
    private byte[] fingerprint = [];
    private int imported, rejected, batches;

    public async Task<ImportReply> RunAsync(Stream rows, ImportFormat format, CancellationToken cancellationToken)
    {
        fingerprint = SHA256.HashData([(byte)format]);
        var plan = await ClaimAsync(Operation, new ImportPlan(SortableId.New("i_", services.Time)), cancellationToken);
        var import = new EventImport(services.Time.GetUtcNow(), ImportIds.Of(scope.Patient, plan.ImportId));

        // One is held back: what tells a whole import from the beginning of a longer one is which batch is the last.
        ImportBatch? held = null;
        await foreach (var batch in import.ReadAsync(rows, format, cancellationToken))
        {
            if (held is not null)
                await StoreAsync(held, plan, isLast: false, cancellationToken);
            held = batch;
        }

        await StoreAsync(held ?? Nothing, plan, isLast: true, cancellationToken);
        return new ImportReply(imported, rejected, listed);
    }

    private async Task StoreAsync(ImportBatch batch, ImportPlan plan, bool isLast, CancellationToken cancellationToken)
    {
        if (key is not null)
            fingerprint = SHA256.HashData([.. fingerprint, (byte)(isLast ? 1 : 0), .. JsonSerializer.SerializeToUtf8Bytes(batch, WireJson.Options)]);
        await ClaimAsync($"{Operation} {++batches}", plan, cancellationToken);

        if (batch.Additions.Count > 0)
            await services.Store.AddManyAsync(scope, batch.Additions, Action, cancellationToken);
        imported += batch.Additions.Count;
        rejected += batch.Problems.Select(problem => problem.Line).Distinct().Count();
        listed.AddRange(batch.Problems.Take(MostListed - listed.Count));
    }

    private async ValueTask<ImportPlan> ClaimAsync(string operation, ImportPlan plan, CancellationToken cancellationToken)
    {
        var claimed = key is null ? null : new IdempotencyKey(operation, key, fingerprint);
        return (await services.Idempotency.ClaimAsync(scope, claimed, plan, cancellationToken)).Plan;
    }

    /// <summary>From which the ids of the events follow: what an idempotency key stands for.</summary>
    private sealed record ImportPlan(string ImportId);
}

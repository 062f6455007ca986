using MediAgents.Records.Portability;
using MediAgents.Records.Sealing;
using MediAgents.Storage.Redis.Grains;

namespace MediAgents.Storage.Redis.Erasure;

/// <summary>
/// Erases a patient's grains in Redis with the rows of the database, which keeps the notes and certifies. The rows go last: an
/// erasure whose grains could not be removed stays unfinished. The certificate counts the rows only.
/// </summary>
internal sealed class RedisRecordErasure(IRecordErasure database, RedisGrainStorage grains, IDataKeyStore keys) : IRecordErasure
{
    /// <inheritdoc />
    public ValueTask<NotedErasure> BeginAsync(Primitives.PatientScope scope, IReadOnlyList<string> keyIds, CancellationToken cancellationToken = default) =>
        database.BeginAsync(scope, keyIds, cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<NotedErasure>> ListUnfinishedAsync(CancellationToken cancellationToken = default) =>
        database.ListUnfinishedAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask CloseAsync(NotedErasure erasure, CancellationToken cancellationToken = default) =>
        database.CloseAsync(erasure, cancellationToken);

    /// <inheritdoc />
    public async ValueTask RemoveAsync(NotedErasure erasure, CancellationToken cancellationToken = default)
    {
        await grains.RemoveOwnedAsync(erasure.Scope.Patient, keys.FindErased(erasure.Scope.Patient.Hash), cancellationToken);
        await database.RemoveAsync(erasure, cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask<ErasureCertificate> FinishAsync(NotedErasure erasure, CancellationToken cancellationToken = default) =>
        database.FinishAsync(erasure, cancellationToken);
}

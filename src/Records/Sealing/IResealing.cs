using MediAgents.Primitives;

namespace MediAgents.Records.Sealing;

/// <summary>What one batch came to.</summary>
/// <param name="Resealed">Rows now sealed under the current key.</param>
/// <param name="Broken">Rows whose seal under the earlier key does not hold; they stay as they are, and so does the key.</param>
public readonly record struct ResealedBatch(int Resealed, int Broken)
{
    public static ResealedBatch operator +(ResealedBatch one, ResealedBatch other) => Add(one, other);

    public static ResealedBatch Add(ResealedBatch one, ResealedBatch other) => new(one.Resealed + other.Resealed, one.Broken + other.Broken);
}

/// <summary>
/// A store's part in giving an owner a new data key: it seals anew what lies under the earlier one. Each store of sealed
/// data registers one, all of them are asked, and only then the earlier key goes.
/// </summary>
/// <remarks>
/// Rows under a key are those whose sealed columns begin with <see cref="Sealer.PrefixOf"/>. A row is replaced only if its
/// sealed column is byte for byte what was opened, so that a change made meanwhile is never undone. A kill loses
/// nothing: what was not reached is found by its prefix the next time. Ids and blind indexes stay: their key survives.
/// </remarks>
public interface IResealing
{
    /// <summary>
    /// Unseals what the owner has under <paramref name="earlier"/> and seals it under the current key, batch by batch
    /// (at most about a hundred rows or some megabytes), each durable when it is returned. The caller may pause between
    /// batches, or stop.
    /// </summary>
    /// <param name="owner">Whose; null for what belongs to no patient.</param>
    /// <param name="earlier">A key of the owner that is not the current one.</param>
    /// <param name="cancellationToken">Ends it between batches.</param>
    /// <exception cref="StorageUnavailableException">The store cannot work now.</exception>
    IAsyncEnumerable<ResealedBatch> ResealAsync(PatientId? owner, SealKeyId earlier, CancellationToken cancellationToken = default);

    /// <summary>Whether anything of the owner is still sealed under <paramref name="key"/>.</summary>
    ValueTask<bool> HoldsAnyAsync(PatientId? owner, SealKeyId key, CancellationToken cancellationToken = default);
}

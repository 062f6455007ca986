using MediAgents.Primitives;
using MediAgents.Records.Sealing;

namespace MediAgents.Storage.Postgres.Erasure;

/// <summary>What an operation brings to the database: data of one owner, and the keys it is sealed under.</summary>
internal sealed class SealedFor
{
    private SealedFor(string? owner, long[] keys)
    {
        Owner = owner;
        Keys = keys;
    }

    /// <summary>The hash of the patient for whom something is stored; null when nothing is.</summary>
    public string? Owner { get; }

    /// <summary>Ids of data keys; mostly one.</summary>
    public long[] Keys { get; }

    /// <summary>Nothing to store, but fingerprints to look for, under the key of now or a later one. Null when there is no key yet.</summary>
    public static SealedFor? Terms(Sealer sealer, PatientId owner) => sealer.KeyInUse(owner) is { } key ? new SealedFor(null, [key.Value]) : null;

    /// <summary>Data to store.</summary>
    /// <param name="owner">Whose data.</param>
    /// <param name="sealedData">All of it; null where there is none.</param>
    public static SealedFor Of(PatientId owner, IEnumerable<byte[]?> sealedData) =>
        new(owner.Hash, [.. sealedData.OfType<byte[]>().Select(data => Sealer.KeyOf(data).Value).Distinct()]);
}

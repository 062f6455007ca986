using System.Collections.Concurrent;

namespace MediAgents.Records.Sealing;

/// <summary>
/// Unwrapped data keys of the owners seen lately, at most <paramref name="capacity"/> of them. Second chance ("clock"):
/// a hit sets a mark and takes no lock; when the cache is full, the first owner without a mark since the hand last
/// passed leaves.
/// </summary>
internal sealed class DataKeyCache(int capacity)
{
    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly Queue<Entry> hand = new();
    private readonly Lock gate = new();

    public int Count => entries.Count;

    public OwnerKeys? Find(string owner)
    {
        if (!entries.TryGetValue(owner, out var entry))
            return null;
        if (!entry.Used)
            entry.Used = true; // written only when needed: a shared cache line stays shared
        return entry.Keys;
    }

    public void Add(string owner, OwnerKeys keys)
    {
        lock (gate)
        {
            var entry = new Entry(owner, keys);
            entries[owner] = entry;
            hand.Enqueue(entry);
            while (hand.Count > capacity)
                Advance();
        }
    }

    public void Remove(string owner)
    {
        lock (gate)
            entries.TryRemove(owner, out _);
    }

    private void Advance()
    {
        var entry = hand.Dequeue();
        if (entry.Used && IsCurrent(entry))
        {
            entry.Used = false;
            hand.Enqueue(entry);
        }
        else if (IsCurrent(entry))
        {
            entries.TryRemove(entry.Owner, out _);
        }
    }

    // An owner whose key was erased and made anew leaves a stale entry behind the hand.
    private bool IsCurrent(Entry entry) => entries.TryGetValue(entry.Owner, out var current) && ReferenceEquals(current, entry);

    private sealed class Entry(string owner, OwnerKeys keys)
    {
        public string Owner { get; } = owner;

        public OwnerKeys Keys { get; } = keys;

        public volatile bool Used;
    }
}

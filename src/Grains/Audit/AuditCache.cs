using System.Text.Json;
using MediAgents.Billing.Rates;
using MediAgents.Grains.Bills;
using MediAgents.Primitives;
using MediAgents.Records.Sealing;
using Microsoft.Extensions.Options;

namespace MediAgents.Grains.Audit;

/// <summary>
/// Results of audits, so that the same bill of the same patient under the same options and tables is not read again. They are in the
/// memory of this process only, so never those of another release, and sealed for their patient: with the patient's key they are erased.
/// Safe for concurrent use.
/// </summary>
public sealed class AuditCache(IOptions<AuditCacheOptions> options, Sealer sealer, TimeProvider time)
{
    private const string Table = "audit_cache";
    private const string Field = "outcome";

    /// <summary>What an entry takes beside the bytes of its result: key, nodes, references.</summary>
    private const int EntryBytes = 512;

    private readonly Lock gate = new();
    private readonly Dictionary<Key, LinkedListNode<Entry>> entries = [];

    /// <summary>The one asked for last comes first.</summary>
    private readonly LinkedList<Entry> byUse = new();
    private RateBook? tables;
    private int edition;
    private long bytes;

    /// <summary>Bytes kept now, at most what the options allow.</summary>
    public long Bytes
    {
        get
        {
            lock (gate)
                return bytes;
        }
    }

    /// <summary>What the audit will come to, if it was done before; null if not, or not any more.</summary>
    /// <param name="audit">The audit asked for.</param>
    /// <param name="book">The tables as they are now: with the first other ones all earlier results go.</param>
    /// <param name="today">The day it is in India, against which dates of a bill are judged.</param>
    public FinishedAudit? Find(RequestedAudit audit, RateBook book, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(audit);
        if (!options.Value.EnableCaching)
            return null;
        var key = KeyOf(audit, book, today);
        return Take(key) is { } entry && Open(key, entry) is { } kept
            ? new(kept.Outcome with { AuditId = audit.AuditId }, kept.Summary with { AuditId = audit.AuditId, Time = audit.Time })
            : null;
    }

    /// <summary>Keeps a result; what has none is not kept, since its cause may pass.</summary>
    /// <param name="audit">The audit asked for.</param>
    /// <param name="book">The tables that were used.</param>
    /// <param name="today">The day it was when the audit began.</param>
    /// <param name="finished">What it came to.</param>
    public void Keep(RequestedAudit audit, RateBook book, DateOnly today, FinishedAudit finished)
    {
        ArgumentNullException.ThrowIfNull(audit);
        ArgumentNullException.ThrowIfNull(finished);
        if (!options.Value.EnableCaching || finished is not { Summary: { } summary, Outcome: { Failure: null } outcome })
            return;
        var json = JsonSerializer.SerializeToUtf8Bytes(new Kept(outcome, summary), WireJson.Options);
        if (json.Length + EntryBytes > options.Value.MaxBytes
            || sealer.TrySeal(audit.Scope.Patient, Table, Field, json, audit.Bill.DocumentId) is not { } content)
            return;
        lock (gate)
        {
            // Begun under tables that have gone since.
            if (tables is not null && !ReferenceEquals(tables, book))
                return;
            var key = KeyOf(audit, book, today);
            if (entries.TryGetValue(key, out var earlier))
                Remove(earlier);
            entries[key] = byUse.AddFirst(new Entry(key, content, time.GetUtcNow() + options.Value.Ttl));
            bytes += SizeOf(content);
            while (bytes > options.Value.MaxBytes)
                Remove(byUse.Last!);
        }
    }

    private static long SizeOf(byte[] content) => content.Length + EntryBytes;

    private Key KeyOf(RequestedAudit audit, RateBook book, DateOnly today)
    {
        lock (gate)
        {
            if (!ReferenceEquals(tables, book))
            {
                (tables, edition) = (book, edition + 1);
                entries.Clear();
                byUse.Clear();
                bytes = 0;
            }

            return new(audit.Scope.Patient, audit.Bill, today, edition);
        }
    }

    private Entry? Take(Key key)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(key, out var node))
                return null;
            if (node.Value.Until <= time.GetUtcNow())
            {
                Remove(node);
                return null;
            }

            byUse.Remove(node);
            byUse.AddFirst(node);
            return node.Value;
        }
    }

    /// <summary>Null: the patient was erased since, and the key with them.</summary>
    private Kept? Open(Key key, Entry entry)
    {
        try
        {
            var json = sealer.Unseal(key.Patient, Table, Field, entry.Content, key.Bill.DocumentId);
            return JsonSerializer.Deserialize<Kept>(json, WireJson.Options);
        }
        catch (SealBrokenException)
        {
            lock (gate)
            {
                if (entries.TryGetValue(key, out var node) && ReferenceEquals(node.Value, entry))
                    Remove(node);
            }

            return null;
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        entries.Remove(node.Value.Key);
        byUse.Remove(node);
        bytes -= SizeOf(node.Value.Content);
    }

    /// <summary>The document's id is a hash of its content under the patient's own key; the bill says the options too.</summary>
    private sealed record Key(PatientId Patient, BillDocument Bill, DateOnly Today, int Tables);

    private sealed record Entry(Key Key, byte[] Content, DateTimeOffset Until);

    private sealed record Kept(AuditOutcome Outcome, AuditSummary Summary);
}

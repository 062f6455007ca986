using System.Collections.Concurrent;
using System.Globalization;
using MediAgents.Contract.Storage;
using MediAgents.Contract.Stores;
using MediAgents.Primitives;
using MediAgents.Records.Timeline;
using static MediAgents.Contract.Stores.Events;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Storage.Tests.Postgres;

[NeedsPostgres]
public sealed class PostgresCrashTests
{
    private const int Writers = 16;

    // CRASH_ROUNDS makes it as many as one has patience for.
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("CRASH_ROUNDS") ?? "1", CultureInfo.InvariantCulture);

    [StoreFact]
    public async Task What_was_acknowledged_survives_a_kill_of_the_database_server()
    {
        var random = new Random(20261120);
        await using var server = await PostgresServer.StartDurableAsync();
        await using var store = new PostgresStore(server);
        await store.CreateAsync();
        var acknowledged = new ConcurrentDictionary<string, bool>();

        for (var round = 0; round < Rounds; round++)
        {
            using var ending = new CancellationTokenSource();
            var writing = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(writer, ending.Token))).ToList();
            await UntilAcknowledgedAsync(acknowledged.Count + random.Next(1, 400));
            await server.CrashAsync();
            await server.StartAgainAsync();
            await UntilAcknowledgedAsync(acknowledged.Count + Writers); // they go on, whether or not they heard of it
            await ending.CancelAsync();
            await Task.WhenAll(writing);

            var stored = await StoredAsync();
            acknowledged.Keys.Where(id => !stored.Contains(id)).ShouldBeEmpty();
            (await store.Trail.VerifyAsync()).Faults.ShouldBeEmpty();
            (await store.CountAsync("SELECT count(DISTINCT subject) FROM audit_trail WHERE action = 'timeline.add'")).ShouldBe(stored.Count);
        }

        async Task UntilAcknowledgedAsync(int count)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (acknowledged.Count < count)
                await Task.Delay(TimeSpan.FromMilliseconds(1), patience.Token);
        }

        async Task WriteAsync(int writer, CancellationToken cancellationToken)
        {
            var scope = (writer % 2 == 0 ? Asha : Ravi).Scope();
            for (var version = 0L; !cancellationToken.IsCancellationRequested;)
            {
                try
                {
                    acknowledged.TryAdd((await store.Timeline.AddAsync(scope, Addition("event"))).Id, true);
                    if (await store.Grains.CommitAsync(Turn(Run($"{writer}"), version, version, appended: 1, scope.Patient)))
                        version++;
                    else
                        version = (await store.Grains.ReadAsync(Run($"{writer}")))?.Version ?? 0;
                }
                catch (StorageUnavailableException)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(5), CancellationToken.None);
                }
            }
        }

        async Task<HashSet<string>> StoredAsync()
        {
            var stored = new HashSet<string>(StringComparer.Ordinal);
            foreach (var patient in (PatientId[])[Asha, Ravi])
            {
                await foreach (var one in store.Timeline.ScanAsync(patient.Scope(), new TimelineFilter(), "test.scan"))
                    stored.Add(one.Id);
            }

            return stored;
        }
    }
}

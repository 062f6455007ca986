using MediAgents.Storage.Postgres;
using Microsoft.Extensions.Hosting;

namespace MediAgents.Server;

/// <summary>Keeps the lock on the database; when another server got it while this one had lost its connection, the host stops.</summary>
internal sealed class DatabaseWatch(PostgresHostLock held) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => held.KeepAsync(stoppingToken);
}

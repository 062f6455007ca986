using MediAgents.Contract.Stores;
using MediAgents.Records.Portability;
using MediAgents.Records.Sealing;
using MediAgents.Records.Turns;
using MediAgents.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace MediAgents.Storage.Tests.Postgres;

/// <summary>The stores in a PostgreSQL database of the test's own.</summary>
internal sealed class PostgresStore(PostgresServer server) : StoreUnderTest
{
    private readonly string folder = Directory.CreateTempSubdirectory("mediagents-test-").FullName;
    private PostgresStore? first;
    private ServiceProvider? services;

    public PostgresUrl Url { get; private set; } = null!;

    public PostgresDatabase Database => Services.GetRequiredService<PostgresDatabase>();

    public PostgresWriter Writer => Services.GetRequiredService<PostgresWriter>();

    public RestoredErasures RestoredErasures => Services.GetRequiredService<RestoredErasures>();

    public IProcessTurns ProcessTurns => Services.GetRequiredService<IProcessTurns>();

    public IResealing Resealing => Services.GetRequiredService<IResealing>();

    /// <summary>How the stores are set up, but for the database.</summary>
    public Func<PostgresOptions, PostgresOptions> Options { get; init; } = options => options;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    protected override IServiceProvider Services => services ??= Open();

    public override async Task CreateAsync() => Url = await server.CreateDatabaseAsync();

    public override StoreUnderTest OpenAgain() => new PostgresStore(server) { Url = Url, first = first ?? this, Options = Options, Time = Time };

    public override async ValueTask CloseAsync()
    {
        if (services is not null)
            await services.DisposeAsync();
        services = null;
    }

    public override async Task TamperAsync(string statement)
    {
        await using var connection = await server.ConnectAsync(Url);
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    public override async Task<long> CountAsync(string statement)
    {
        await using var connection = await server.ConnectAsync(Url);
        await using var command = new NpgsqlCommand(statement, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync());
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(folder, recursive: true);
    }

    private ServiceProvider Open() =>
        new ServiceCollection()
            .AddSingleton(Time)
            .AddPostgresStorage(
                Options(new PostgresOptions { Database = Url }),
                new KeyOptions { DataDirectory = (first ?? this).folder, AllowGenerated = true })
            .BuildServiceProvider();
}

using StackExchange.Redis;

namespace MediAgents.Storage.Redis;

/// <summary>One server's connection, shared by all; made anew by itself when it breaks.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(500);

    private readonly ConnectionMultiplexer connection;

    private RedisServer(ConnectionMultiplexer connection) => this.connection = connection;

    /// <summary>Connects. A server that is away is no error here: it may come, and until then operations say so.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static RedisServer Open(RedisOptions options)
    {
        RedisOptions.Validate(options);
        var (server, milliseconds) = (options.Server, (int)options.Timeout.TotalMilliseconds);
        return new RedisServer(ConnectionMultiplexer.Connect(new ConfigurationOptions
        {
            EndPoints = { { server.Host, server.Port } },
            User = server.User,
            Password = server.Password,
            DefaultDatabase = server.Database,
            Ssl = server.OverTls,
            ClientName = "mediagents",
            AbortOnConnectFail = false,
            ConnectTimeout = milliseconds,
            AsyncTimeout = milliseconds,
            SyncTimeout = milliseconds,
            HeartbeatInterval = BetweenTries,
            ReconnectRetryPolicy = new LinearRetry((int)BetweenTries.TotalMilliseconds),
            IncludeDetailInExceptions = false, // keys hold ids of grains
        }));
    }

    /// <summary>Runs <paramref name="operation"/>; a caller that no longer waits does not undo it.</summary>
    /// <exception cref="Primitives.StorageUnavailableException">
    /// The server is away or cannot work. Where the connection broke before the answer came, what was to be written may be.
    /// </exception>
    internal async Task<TResult> UseAsync<TResult>(Func<IDatabase, Task<TResult>> operation, CancellationToken cancellationToken)
    {
        try
        {
            return await operation(connection.GetDatabase()).WaitAsync(cancellationToken);
        }
        catch (Exception e) when (RedisFailure.IsOfTheStore(e))
        {
            throw RedisFailure.Unavailable(e);
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}

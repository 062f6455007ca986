using MediAgents.Primitives;
using StackExchange.Redis;

namespace MediAgents.Storage.Redis;

/// <summary>Tells a server that cannot work from a command that is wrong. Its words hold nothing of settings or grains.</summary>
internal static class RedisFailure
{
    /// <summary>Whether the fault lies with server, network or memory, and so with no single operation.</summary>
    public static bool IsOfTheStore(Exception exception) => exception switch
    {
        RedisServerException refused => WordsOf(refused) is not null,
        RedisException or TimeoutException => true,
        _ => false,
    };

    public static StorageUnavailableException Unavailable(Exception exception) => new(Describe(exception), exception);

    private static string Describe(Exception exception) => exception switch
    {
        RedisServerException refused => WordsOf(refused)!,
        RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure } => "Redis refuses user or password.",
        TimeoutException => "Redis did not answer in time.",
        _ => "Redis cannot be reached.",
    };

    private static string? WordsOf(RedisServerException refused) => refused.Message.Split(' ', 2)[0] switch
    {
        "OOM" => "Redis has no memory left.",
        "MISCONF" => "Redis cannot write its disk.",
        "READONLY" or "MASTERDOWN" or "NOREPLICAS" => "Redis cannot be written: it is a replica, or lacks its replicas.",
        "LOADING" => "Redis is starting.",
        "BUSY" => "Redis is busy with a script.",
        "NOAUTH" or "WRONGPASS" => "Redis refuses user or password.",
        "NOPERM" => "The user of Redis may not do what is needed there.",
        _ => null,
    };
}

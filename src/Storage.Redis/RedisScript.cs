using StackExchange.Redis;

namespace MediAgents.Storage.Redis;

/// <summary>A Lua script of the folder Scripts: the server runs it whole, with nothing between its commands.</summary>
/// <param name="name">The file's name without its extension.</param>
internal sealed class RedisScript(string name)
{
    private readonly string text = Read($"{name}.lua");

    public Task<RedisResult> RunAsync(IDatabase database, RedisKey[] keys, RedisValue[] values) => database.ScriptEvaluateAsync(text, keys, values);

    private static string Read(string file)
    {
        using var resource = typeof(RedisScript).Assembly.GetManifestResourceStream(file)
            ?? throw new ArgumentException($"No such script: {file}.", nameof(file));
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}

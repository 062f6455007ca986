using MediAgents.Contract.Stores;

namespace MediAgents.Storage.Redis.Tests;

/// <summary>The tests run where a Redis server is installed.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsRedisAttribute : RequirementAttribute
{
    private static readonly Lazy<bool> Installed = new(() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "redis-server"))));

    public static bool IsInstalled => Installed.Value;

    public override string? Missing => IsInstalled ? null : "redis-server is not installed";
}

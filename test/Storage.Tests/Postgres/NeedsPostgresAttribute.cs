using MediAgents.Contract.Stores;

namespace MediAgents.Storage.Tests.Postgres;

/// <summary>The tests run where PostgreSQL 15 or later is installed.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsPostgresAttribute : RequirementAttribute
{
    public override string? Missing =>
        PostgresProgram.Folder is null ? "PostgreSQL 15 or later (initdb, postgres) is not installed: scripts/setup.sh installs it" : null;
}

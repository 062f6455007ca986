using MediAgents.Documents.Processes;
using MediAgents.Storage.Redis.Tests;
using MediAgents.Storage.Tests.Postgres;

namespace MediAgents.Cluster.Tests.Processes;

/// <summary>The tests run where PostgreSQL, Redis and what reads scans are installed.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsServersAttribute : RequirementAttribute
{
    public override string? Missing =>
        new NeedsPostgresAttribute().Missing
        ?? new NeedsRedisAttribute().Missing
        ?? (ChildProcess.IsInstalled("pdftoppm") && ChildProcess.IsInstalled("tesseract") ? null : "poppler-utils or tesseract-ocr is not installed");
}

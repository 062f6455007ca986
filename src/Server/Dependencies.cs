using MediAgents.Documents.Printing;
using MediAgents.Documents.Processes;
using MediAgents.Gateway.Health;
using MediAgents.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Server;

/// <summary>What <c>GET /health</c> looks at.</summary>
internal static class Dependencies
{
    /// <summary>What a process with agents depends on.</summary>
    public static void AddAgentDependencies(this IServiceCollection services)
    {
        services.AddSingleton(Tool("pdf", "pdftotext", "PDFs cannot be read: install poppler-utils."));
        services.AddSingleton(Tool("ocr", "tesseract", "Scans and photos cannot be read: install tesseract-ocr."));
    }

    /// <summary>What a gateway depends on.</summary>
    public static void AddPrintingDependency(this IServiceCollection services) =>
        services.AddSingleton(Tool("printing", PdfPrinter.Program, "Reports cannot be printed as PDF: install weasyprint."));

    /// <summary>What every process depends on.</summary>
    public static void AddStorageDependency(this IServiceCollection services)
    {
        services.AddSingleton(provider => new Dependency("storage", Required: true, async cancellationToken =>
        {
            await provider.GetRequiredService<IStorageHealth>().PingAsync(cancellationToken);
            return null;
        }));
    }

    /// <summary>The sentences on what is reduced here; empty when nothing is.</summary>
    public static async Task<IReadOnlyList<string>> ReducedAsync(IEnumerable<Dependency> dependencies, CancellationToken cancellationToken)
    {
        var notes = new List<string>();
        foreach (var dependency in dependencies.Where(dependency => !dependency.Required))
        {
            if (await dependency.ProbeAsync(cancellationToken) is { } note)
                notes.Add(note);
        }

        return notes;
    }

    private static Dependency Tool(string name, string program, string reduced) =>
        new(name, Required: false, _ => ValueTask.FromResult(ChildProcess.IsInstalled(program) ? null : reduced));
}

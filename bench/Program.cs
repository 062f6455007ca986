using MediAgents.Bench;
using MediAgents.Bench.Audit;
using MediAgents.Bench.Chat;
using MediAgents.Bench.Grains;
#if CLUSTER
using MediAgents.Bench.Hosting;
#endif
using MediAgents.Bench.Records;
using MediAgents.Bench.Relay;
using MediAgents.Bench.Startup;
using MediAgents.Bench.Storage;

if (args is [BareServer.Argument])
{
    await BareServer.RunAsync();
    return 0;
}

if (args is [ModelProcess.Argument])
{
    await ModelProcess.RunAsync();
    return 0;
}

if (args is [BareRelay.Argument])
{
    await BareRelay.RunAsync();
    return 0;
}

#if CLUSTER
if (args is [SiloProcess.Argument, var siloPort, var gatewayPort])
{
    await SiloProcess.RunAsync(siloPort, gatewayPort);
    return 0;
}

#endif
// One line per scenario; each stands in a folder of its own.
IReadOnlyList<Scenario> scenarios =
[
    new("grains", "asks per second and memory of the embedded host", GrainsScenario.RunAsync),
    new("storage", "durable, sealed commits of grain turns", StorageScenario.RunAsync),
    new("chat", "whole runs a second and time to the first thing shown", ChatScenario.RunAsync),
    new("relay", "a model's tokens on their way to 100 clients of the built server", RelayScenario.RunAsync),
    new("records", "timeline pages and additions over HTTP, sealed and audited", RecordsScenario.RunAsync),
    new("trail", "what the audit trail costs an addition", TrailScenario.RunAsync),
    new("audit", "a bill of 200 lines", AuditScenario.RunAsync),
    new("audit-files", "bills from file to result, beside pdftotext and tesseract alone", FileScenario.RunAsync),
#if CLUSTER
    new("hosting", "calls and token streams through the hosting grain, beside bare Orleans grains", HostingScenario.RunAsync),
#else
    new("hosting", "calls and token streams in a cluster", output => output.WriteLineAsync("not run: this build is without the cluster (EnableCluster=true)")),
#endif
    new("startup", "time to healthy and idle memory of the built server", StartupScenario.RunAsync),
];

var chosen = args.Length == 0 ? scenarios : scenarios.Where(scenario => args.Contains(scenario.Name)).ToList();
if (chosen.Count == 0 || args.Any(name => scenarios.All(scenario => scenario.Name != name)))
{
    Console.Error.WriteLine("Usage: bench [scenario ...]   (none: all)");
    foreach (var scenario in scenarios)
    {
        Console.Error.WriteLine($"  {scenario.Name,-10} {scenario.Description}");
    }

    return 2;
}

foreach (var scenario in chosen)
{
    Console.WriteLine($"== {scenario.Name}: {scenario.Description}");
    GC.Collect(); // What the scenario before left behind is not this one's to collect.
    await scenario.RunAsync(Console.Out);
}

return 0;

using MediAgents.Billing.Rates.Library;
using MediAgents.Contract.Hosts;
using MediAgents.Contract.Storage;
using MediAgents.Documents.Reading;
using MediAgents.Grains.Audit;
using MediAgents.Grains.Conversation;
using MediAgents.Grains.DocumentAnalyst;
using MediAgents.Grains.Embedded;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.ReportWriter;
using MediAgents.Grains.Retrieving;
using MediAgents.Grains.Run;
using MediAgents.Grains.Runs;
using MediAgents.Grains.Specialists;
using MediAgents.Grains.Spending;
using MediAgents.Grains.Tools;
using MediAgents.Grains.Tools.Web;
using MediAgents.Knowledge;
using MediAgents.Knowledge.Starter;
using MediAgents.Models.Answers;
using MediAgents.Models.Budgets;
using MediAgents.Models.Endpoints;
using MediAgents.Models.Measuring;
using MediAgents.Models.Vectors;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Documents;
using MediAgents.Records.Profiles;
using MediAgents.Records.Sealing;
using MediAgents.Records.Timeline;
using MediAgents.Storage;
using MediAgents.Storage.Sqlite;
using MediAgents.Storage.Sqlite.Documents;
using MediAgents.Storage.Sqlite.Grains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MediAgents.Grains.Tests;

/// <summary>
/// The product's agents on the embedded host, over SQLite in a folder of their own and the collection that ships. The
/// clock moves when told to; a process may be killed and another started over the same folder.
/// </summary>
public sealed class TestAgents : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mediagents-agents-");
    private readonly List<ServiceProvider> started = [];
    private readonly IReadOnlyDictionary<string, string> models;
    private readonly WebSearchOptions? web;

    /// <param name="caching">Whether results of audits are kept; without, each is done.</param>
    /// <param name="models">Settings of models; without, there are none.</param>
    /// <param name="web">Where the web is searched; without, it is not.</param>
    public TestAgents(bool caching = false, IReadOnlyDictionary<string, string>? models = null, WebSearchOptions? web = null)
    {
        Caching = caching;
        this.web = web;
        this.models = models ?? new Dictionary<string, string>();
        Start();
    }

    public static PatientId Asha { get; } = new(new string('a', 64));

    public static PatientId Ravi { get; } = new(new string('b', 64));

    /// <summary>One index for all tests: it is read only, and takes a moment to build.</summary>
    public static StarterKnowledge Knowledge { get; } = new();

    public ManualTime Time { get; } = new();

    /// <summary>Of the calls of models, in all processes.</summary>
    public ModelMeter Meter { get; } = new();

    /// <summary>The writer of the running process; each process begins with one that has no orders.</summary>
    public ScriptedWriter Writer { get; private set; } = new();

    public IGrains Grains => Process.GetRequiredService<IGrains>();

    /// <summary>The running process's way to its grains' storage, which a test may disturb.</summary>
    public UnreliableStorage Storage => Process.GetRequiredService<UnreliableStorage>();

    /// <summary>What happens before a document is read, in this process and in those after it.</summary>
    public Func<CancellationToken, Task> BeforeDocument { get; set; } = _ => Task.CompletedTask;

    public PassageRetrieval Passages => Process.GetRequiredService<PassageRetrieval>();

    public CollectionVectors Vectors => Process.GetRequiredService<CollectionVectors>();

    public Sealer Sealer => Process.GetRequiredService<Sealer>();

    /// <summary>The imported rate tables.</summary>
    public RateLibrary Rates => Process.GetRequiredService<RateLibrary>();

    private bool Caching { get; }

    public IDocumentStore Documents => Process.GetRequiredService<IDocumentStore>();

    public ITimelineStore Timeline => Process.GetRequiredService<ITimelineStore>();

    public IProfileStore Profiles => Process.GetRequiredService<IProfileStore>();

    public IToolBox Tools => Process.GetRequiredService<IToolBox>();

    public IAuditTrail Trail => Process.GetRequiredService<IAuditTrail>();

    private ServiceProvider Process => started[^1];

    /// <summary>Ends the process as SIGKILL does, and starts another.</summary>
    public async Task KillAndRestartAsync()
    {
        Storage.CutOff();
        await Process.GetRequiredService<EmbeddedGrains>().DisposeAsync();
        Start();
    }

    /// <summary>Overwrites what is kept of documents, as a failing disk does.</summary>
    public Task DamageDocumentsAsync() => Process.GetRequiredService<SqliteDatabase>().WriteAsync(session =>
    {
        using var statement = session.Statement("UPDATE document_part SET content = zeroblob(length(content))");
        return statement.Step();
    });

    public async ValueTask DisposeAsync()
    {
        Storage.CutOff();
        foreach (var process in started)
            await process.DisposeAsync();
        Meter.Dispose();
        folder.Delete(recursive: true);
    }

    private void Start()
    {
        Writer = new ScriptedWriter();
        var process = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddSqliteStorage(
                new StorageOptions { DataDirectory = folder.FullName },
                new KeyOptions { DataDirectory = folder.FullName, AllowGenerated = true })
            .AddSingleton(provider => new UnreliableStorage(ActivatorUtilities.CreateInstance<SqliteGrainStorage>(provider)))
            .AddSingleton<IGrainStorage>(provider => provider.GetRequiredService<UnreliableStorage>())
            .AddSingleton<IDocumentStore>(provider => new UnreliableDocuments(
                ActivatorUtilities.CreateInstance<SqliteDocumentStore>(provider),
                token => BeforeDocument(token)))
            .AddSingleton(new ConfidenceThresholds())
            .AddSingleton(new RetrievalLimits(5, 0.7))
            .AddSingleton<IKnowledge>(Knowledge)
            .AddSingleton<IAnswerWriter>(Writer)
            .AddSingleton<ISpendingLedger, GrainSpendingLedger>()
            .AddSingleton<IModels>(provider => new ConfiguredModels(
                ModelOptionsReader.Read(models.GetValueOrDefault),
                provider.GetRequiredService<ISpendingLedger>(),
                Meter,
                TimeProvider.System))
            .AddSingleton(new TextVectors(Path.Combine(folder.FullName, "vectors")))
            .AddTools(web)
            .AddSpecialists()
            .AddSingleton(new DocumentReader(new DocumentReaderOptions()))
            .AddSingleton(new RateLibrary(folder.FullName, Time))
            .AddSingleton(Options.Create(new AuditCacheOptions { EnableCaching = Caching }))
            .AddSingleton<AuditCache>()
            .AddSingleton<BillAuditing>()
            .AddSingleton<DocumentAnalysis>()
            .AddReportWriter()
            .AddSingleton(Options.Create(new RunOptions()))
            .AddSingleton(Options.Create(new ConversationOptions()))
            .AddEmbeddedGrains(GrainsSetup.Kinds)
            .BuildServiceProvider();
        started.Add(process);
        process.GetRequiredService<EmbeddedGrains>().WakeUnfinished();
    }
}

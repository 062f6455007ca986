using MediAgents.Contract.Grains;
using MediAgents.Gateway.Portability;
using MediAgents.Grains;
using MediAgents.Grains.Embedded;
using MediAgents.Grains.Hosting;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Portability;
using MediAgents.Records.Profiles;
using MediAgents.Records.Sealing;
using MediAgents.Storage;
using MediAgents.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Gateway.Tests.Portability;

/// <summary>What of one process has to do with erasing: stores, grains, gates and the eraser.</summary>
internal sealed class ErasingProcess(PostgresUrl database, string keyFolder) : IAsyncDisposable
{
    private readonly ServiceProvider services = new ServiceCollection()
        .AddLogging()
        .AddSingleton(TimeProvider.System)
        .AddPostgresStorage(new PostgresOptions { Database = database }, new KeyOptions { DataDirectory = keyFolder, AllowGenerated = true })
        .AddEmbeddedGrains(TestKinds.All(new Probe()))
        .AddSingleton<RecordGates>()
        .AddSingleton<RecordEraser>()
        .BuildServiceProvider();

    public RecordEraser Eraser => services.GetRequiredService<RecordEraser>();

    public RecordGates Gates => services.GetRequiredService<RecordGates>();

    public IGrains Grains => services.GetRequiredService<IGrains>();

    public IGrainStorage Storage => services.GetRequiredService<IGrainStorage>();

    public Sealer Sealer => services.GetRequiredService<Sealer>();

    public IProfileStore Profiles => services.GetRequiredService<IProfileStore>();

    public IRecordErasure Erasures => services.GetRequiredService<IRecordErasure>();

    public IAuditTrail Trail => services.GetRequiredService<IAuditTrail>();

    /// <summary>Whether requests about the patient are let in.</summary>
    public bool IsOpen(PatientId patient)
    {
        try
        {
            Gates.Enter(patient, () => { }).Dispose();
            return true;
        }
        catch (MediAgents.Gateway.Problems.ProblemException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}

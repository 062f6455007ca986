using MediAgents.Contract.Grains;
using MediAgents.Contract.Storage;
using MediAgents.Contract.Stores;
using MediAgents.Grains;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Profiles;
using MediAgents.Storage.Tests.Postgres;
using static MediAgents.Contract.Grains.TestKinds;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Gateway.Tests.Portability;

/// <summary>Several processes on one PostgreSQL, each with grains, gates and an eraser of its own.</summary>
[NeedsPostgres]
public sealed class ErasingProcessesTests(PostgresServer server) : IClassFixture<PostgresServer>, IAsyncLifetime
{
    private readonly DirectoryInfo keys = Directory.CreateTempSubdirectory("mediagents-test-");
    private readonly List<ErasingProcess> processes = [];

    public async Task InitializeAsync()
    {
        if (!server.IsRunning)
            return;
        var database = await server.CreateDatabaseAsync();
        processes.AddRange([new(database, keys.FullName), new(database, keys.FullName)]);
    }

    public async Task DisposeAsync()
    {
        foreach (var process in processes)
            await process.DisposeAsync();
        keys.Delete(recursive: true);
    }

    [StoreFact]
    public async Task Two_that_erase_the_same_record_at_once_erase_it_once()
    {
        for (var time = 1; time <= 3; time++)
        {
            var before = await ErasuresAsync();
            foreach (var process in processes)
                await process.Profiles.PutAsync(Asha.Scope(), new PatientProfile { Name = "A" }, await VersionAsync(process));
            var certificates = await Task.WhenAll(processes.Select(process => Task.Run(() => process.Eraser.EraseAsync(Asha.Scope(), CancellationToken.None))));

            var apart = certificates.DistinctBy(certificate => certificate.Id).ToList();
            apart.Max(certificate => certificate.Removed.Values.Sum()).ShouldBe(2);
            apart.Sum(certificate => certificate.Removed.Values.Sum()).ShouldBe(2, "the later one found the other's certificate, or nothing");
            (await ErasuresAsync()).ShouldBe(before + apart.Count);
            processes.ShouldAllBe(process => process.IsOpen(Asha));
        }
    }

    [StoreFact]
    public async Task An_erasure_that_a_process_left_is_finished_once_and_all_open_again()
    {
        await processes[0].Profiles.PutAsync(Asha.Scope(), new PatientProfile { Name = "A" }, 0);
        await processes[0].Erasures.BeginAsync(Asha.Scope(), []);
        foreach (var process in processes)
            await process.Eraser.CloseUnfinishedAsync(CancellationToken.None);
        processes.ShouldAllBe(process => !process.IsOpen(Asha));
        using var running = new CancellationTokenSource();
        var finishing = processes.Select(process => Task.Run(() => process.Eraser.FinishUnfinishedAsync(running.Token))).ToList();

        await Poll.UntilAsync(() => Task.FromResult(processes.Exists(process => process.IsOpen(Asha))));
        await processes[0].Profiles.PutAsync(Asha.Scope(), new PatientProfile { Name = "Anew" }, 0);
        await Poll.UntilAsync(() => Task.FromResult(processes.TrueForAll(process => process.IsOpen(Asha))));
        (await processes[1].Profiles.FindAsync(Asha.Scope())).ShouldNotBeNull().Profile.Name.ShouldBe("Anew");
        (await ErasuresAsync()).ShouldBe(1);

        await running.CancelAsync();
        foreach (var ended in finishing)
            await Should.ThrowAsync<OperationCanceledException>(ended);
    }

    [StoreFact]
    public async Task A_run_whose_key_is_gone_keeps_no_erasure_up()
    {
        var (left, finishing) = (processes[0], processes[1]);
        await left.Storage.CommitAsync(Turn(Run("1"), 0, owner: Asha, wake: true));
        var noted = await left.Erasures.BeginAsync(Asha.Scope(), []);
        await left.Erasures.CloseAsync(noted);
        left.Sealer.Erase(Asha); // and the process is gone
        left.Sealer.Seal(Asha, "t", "f", "x"u8); // meanwhile somebody began a key

        var certificate = await finishing.Eraser.EraseAsync(Asha.Scope(), CancellationToken.None);
        certificate.Id.ShouldBe(noted.CertificateId);
        certificate.Removed["grains"].ShouldBe(1);
    }

    [StoreFact]
    public async Task While_one_erases_the_grains_of_another_store_nothing_and_begin_anew_afterwards()
    {
        var (erasing, other) = (processes[0], processes[1]);
        await other.Grains.AskAsync(Recorder("hers"), new RecordTexts(["one", "two"], Asha));
        var inside = erasing.Gates.Enter(Asha, () => { });
        var erasure = Task.Run(() => erasing.Eraser.EraseAsync(Asha.Scope(), CancellationToken.None));
        try
        {
            await Poll.UntilAsync(async () => await IsRefusedAsync(() => other.Profiles.PutAsync(Asha.Scope(), new PatientProfile { Name = "A" }, 0).AsTask()));
            (await IsRefusedAsync(() => other.Grains.AskAsync(Recorder("hers"), new RecordTexts(["three"])).AsTask())).ShouldBeTrue();
            (await IsRefusedAsync(() => other.Grains.AskAsync(Recorder("new"), new RecordTexts(["one"], Asha)).AsTask())).ShouldBeTrue();
            (await other.Grains.AskAsync(Recorder("his"), new RecordTexts(["one"], Ravi))).LastSeq.ShouldBe(1);
        }
        finally
        {
            inside.Dispose();
        }

        await erasure;
        (await other.Grains.AskAsync(Recorder("hers"), new RecordTexts(["anew"], Asha))).LastSeq.ShouldBe(1);
        (await erasing.Grains.AskAsync(Recorder("hers"), new ReadEntries(0, 10))).ShouldHaveSingleItem();
    }

    private async Task<int> ErasuresAsync() =>
        await processes[0].Trail.ReadAsync(new TrailFilter(Asha)).CountAsync(entry => entry.Access.Action == "record.erase");

    private static async Task<int> VersionAsync(ErasingProcess process) => (await process.Profiles.FindAsync(Asha.Scope()))?.Version ?? 0;

    private static async Task<bool> IsRefusedAsync(Func<Task> write)
    {
        try
        {
            await write();
            return false;
        }
        catch (RecordBeingErasedException)
        {
            return true;
        }
    }
}

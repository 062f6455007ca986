using MediAgents.Records.Identity;

namespace MediAgents.Records.Tests.Identity;

public sealed class UserHashKeyFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_left_empty_is_filled_and_the_first_fingerprint_stays()
    {
        File.WriteAllText(Path.Combine(folder.Path, "user-hash.check"), "");
        File.WriteAllText(Path.Combine(folder.Path, "user-hash.check.new"), "half"); // of a process that was killed

        new UserHashKeyFile(folder.Path).GetOrAdd("first").ShouldBe("first");
        new UserHashKeyFile(folder.Path).GetOrAdd("second").ShouldBe("first");
    }

    [Fact]
    public async Task Of_processes_that_start_together_all_get_one_fingerprint()
    {
        using var start = new ManualResetEventSlim();
        var starting = Enumerable.Range(0, 8).Select(process => Task.Factory.StartNew(
            () =>
            {
                start.Wait();
                return new UserHashKeyFile(folder.Path).GetOrAdd($"{process}");
            },
            TaskCreationOptions.LongRunning)).ToList();
        start.Set();

        (await Task.WhenAll(starting)).Distinct().Count().ShouldBe(1);
    }
}

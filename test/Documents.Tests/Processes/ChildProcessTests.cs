using System.Text;
using MediAgents.Documents.Processes;

namespace MediAgents.Documents.Tests.Processes;

public sealed class ChildProcessTests
{
    private static readonly ProcessLimits Limits = new(TimeSpan.FromSeconds(20), 512L * 1024 * 1024, 1024 * 1024);

    [Fact]
    public async Task Bytes_go_in_and_come_out()
    {
        var input = Enumerable.Range(0, 300_000).Select(i => (byte)i).ToArray();

        var result = await RunAsync("cat", [], input, Limits);

        result.End.ShouldBe(ProcessEnd.Succeeded);
        result.Output.ShouldBe(input);
    }

    [Fact]
    public async Task Arguments_reach_the_program_as_words_and_never_the_shell()
    {
        var result = await RunAsync("printf", ["%s", "$(id); `id` ' \" *"], [], Limits);

        Encoding.UTF8.GetString(result.Output).ShouldBe("$(id); `id` ' \" *");
    }

    [Fact]
    public async Task A_program_that_takes_too_long_is_killed()
    {
        var result = await RunAsync("sleep", ["60"], [], Limits with { Time = TimeSpan.FromMilliseconds(200) });

        result.End.ShouldBe(ProcessEnd.TimedOut);
    }

    [Fact]
    public async Task A_program_that_writes_too_much_is_stopped()
    {
        var result = await RunAsync("yes", [], [], Limits with { OutputBytes = 10_000 });

        result.End.ShouldBe(ProcessEnd.TooMuchOutput);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_said_not_to_be_installed()
    {
        var result = await RunAsync("no-such-program-here", [], [], Limits);

        result.End.ShouldBe(ProcessEnd.NotInstalled);
    }

    [Fact]
    public async Task Cancellation_kills_the_program()
    {
        using var cancel = new CancellationTokenSource();
        var running = ChildProcess.RunAsync("sleep", ["60"], ReadOnlyMemory<byte>.Empty, Limits, cancel.Token);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => running);
    }

    private static Task<ProcessResult> RunAsync(string program, string[] arguments, byte[] input, ProcessLimits limits) =>
        ChildProcess.RunAsync(program, arguments, input, limits, CancellationToken.None);
}

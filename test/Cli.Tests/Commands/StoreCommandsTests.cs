namespace MediAgents.Cli.Tests.Commands;

public sealed class StoreCommandsTests : IDisposable
{
    private readonly Command command = new();

    public void Dispose() => command.Dispose();

    [Fact]
    public async Task Keys_and_backups_and_the_trail_work_without_a_server()
    {
        Directory.CreateDirectory(command.PathOf("data"));

        (await command.RunAsync("audit-trail", "verify")).ExitCode.ShouldBe(0);
        (await command.RunAsync("keys", "status")).Output.ShouldContain("current");
        (await command.RunAsync("backup", "data", command.PathOf("d.backup"))).ExitCode.ShouldBe(0);
        (await command.RunAsync("restore", "data", command.PathOf("d.backup"))).ExitCode.ShouldBe(0);
        (await command.RunAsync("restore", "keys", command.PathOf("d.backup"))).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task A_head_replaces_the_one_of_before_and_leaves_nothing_beside_it()
    {
        Directory.CreateDirectory(command.PathOf("data"));
        var head = command.Write("head.json", "the head of before");

        (await command.RunAsync("audit-trail", "head", "--out", head)).ExitCode.ShouldBe(0);

        (await File.ReadAllTextAsync(head)).ShouldContain("\"seq\"");
        Directory.GetFiles(command.PathOf("."), "*.part").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("keys", "status")]
    [InlineData("audit-trail", "verify")]
    [InlineData("keys", "renew")]
    public async Task A_directory_that_is_not_there_is_named_and_not_made(string group, string name)
    {
        var finished = await command.RunAsync(group, name);

        finished.ExitCode.ShouldBe(2);
        finished.Errors.ShouldContain("MEDIAGENTS_DATA_DIR");
        Directory.Exists(command.PathOf("data")).ShouldBeFalse();
    }
}

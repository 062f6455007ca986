namespace MediAgents.Cli.Tests.Commands;

public sealed class WrongUseTests : IDisposable
{
    private readonly Command command = new();

    public void Dispose() => command.Dispose();

    [Theory]
    [InlineData("Required argument missing for option: '--failures'.", "eval", "bills", "--failures")]
    [InlineData("Required argument missing for option: '--data'.", "eval", "bills", "--failures", "failures.md", "--half", "held", "--data")]
    [InlineData("--failures would show the held half", "eval", "bills", "--failures", "failures.md", "--half", "held")]
    [InlineData("--bills is a whole number from 1 to 1000.", "eval", "bills", "--bills", "many")]
    [InlineData("--bills is a whole number from 1 to 1000.", "eval", "bills", "generate", "--out", "made", "--bills", "0")]
    [InlineData("--items is a whole number from 1 to 1000000.", "eval", "matching", "--items", "1e3")]
    [InlineData("--items is a whole number from 1 to 1000000.", "eval", "matching", "--items", "1000001")]
    [InlineData("--user and --all exclude each other.", "keys", "renew", "--all", "--user")]
    [InlineData("--user and --all exclude each other.", "keys", "renew", "--all", "--user", "asha")]
    [InlineData("--service-date is a date as yyyy-mm-dd.", "audit", "bill.txt", "--service-date", "yesterday")]
    public async Task What_cannot_be_understood_is_told_in_a_sentence_with_exit_code_2(string sentence, params string[] arguments)
    {
        var finished = await command.RunAsync(arguments);

        finished.ExitCode.ShouldBe(2, finished.Errors);
        finished.Errors.ShouldContain(sentence);
        finished.Errors.ShouldNotContain("Unhandled");
    }
}

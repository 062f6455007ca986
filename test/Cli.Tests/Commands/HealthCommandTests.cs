using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MediAgents.Cli.Tests.Commands;

public sealed class HealthCommandTests : IDisposable
{
    private readonly Command command = new();

    public void Dispose() => command.Dispose();

    [Theory]
    [InlineData(200, 0)]
    [InlineData(503, 1)]
    public async Task The_exit_code_says_whether_the_process_is_well(int status, int exit)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        server.MapGet("/health/liveness", () => Results.Text("how it is", statusCode: status));
        await server.StartAsync();

        var finished = await command.RunAsync("health", $"{server.Urls.First()}/health/liveness");

        finished.ExitCode.ShouldBe(exit);
        finished.Output.ShouldContain("how it is");
    }

    [Fact]
    public async Task A_process_that_does_not_answer_is_not_well()
    {
        var finished = await command.RunAsync("health", "http://127.0.0.1:1/health");

        finished.ExitCode.ShouldBe(1);
        finished.Errors.ShouldContain("does not answer");
    }

    [Fact]
    public async Task What_is_no_address_is_wrong_use()
    {
        var finished = await command.RunAsync("health", "localhost");

        finished.ExitCode.ShouldBe(2);
        finished.Errors.ShouldContain("localhost");
    }
}

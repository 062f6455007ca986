using System.Net;
using System.Net.Sockets;

namespace MediAgents.Server.Tests.Processes;

public sealed class StartTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("mediagents-start-");

    public void Dispose() => directory.Delete(recursive: true);

    [Theory]
    [InlineData("ASPNETCORE_URLS", "http://0.0.0.0:0")]
    [InlineData("MAX_QUERY_LENGTH", "lots")]
    [InlineData("RATES_DIR", "no/such/folder")]
    [InlineData("WEB_SEARCH_URL", "search.example.org")]
    [InlineData("WEB_SEARCH_URL", "http://search.example.org")]
    [InlineData("LOG_LEVEL", "loud")]
    [InlineData("ENCRYPTION_KEY", "too short")]
    [InlineData("CONFIDENCE_THRESHOLD_MEDIUM", "0.99")]
    [InlineData("API_KEYS", "everybody")]
    [InlineData("ALLOW_ORIGINS", "my site")]
    [InlineData("DATABASE_URL", "postgresql://db/mediagents")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "otel-agent:4317")]
    [InlineData("Kestrel__Endpoints__Http__Url", "http://0.0.0.0:0", "Kestrel:Endpoints")]
    public async Task A_wrong_setting_stops_the_start_with_its_name(string name, string value, string? shown = null)
    {
        var settings = new Dictionary<string, string>
        {
            ["MEDIAGENTS_DATA_DIR"] = directory.FullName,
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            [name] = value,
        };

        using var process = ServerProcess.Launch(settings);
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);

        process.ExitCode.ShouldBe(2);
        error.ShouldContain($"{shown ?? name}:");
        error.ShouldNotContain(value);
    }

    [Fact]
    public async Task A_second_server_on_the_same_data_directory_does_not_start()
    {
        using var first = await ServerProcess.StartAsync(directory.FullName);

        var (exit, error) = await LaunchAsync("http://127.0.0.1:0");

        exit.ShouldBe(2);
        error.ShouldContain("MEDIAGENTS_DATA_DIR: another server");
    }

    [Fact]
    public async Task Another_user_hash_key_than_the_datas_stops_the_start()
    {
        using (var first = await ServerProcess.StartAsync(directory.FullName))
            await first.TerminateAsync();

        var another = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
        var (exit, error) = await LaunchAsync("http://127.0.0.1:0", ("USER_HASH_KEY", another));

        exit.ShouldBe(2);
        error.ShouldContain("USER_HASH_KEY: is not the key");
    }

    [Fact]
    public async Task An_upload_touches_no_temporary_file()
    {
        using var server = await ServerProcess.StartAsync(directory.FullName, ("ASPNETCORE_TEMP", Path.Combine(directory.FullName, "absent")));
        using var form = new MultipartFormDataContent { { new StringContent("alice"), "user_id" } };
        var lines = string.Concat(Enumerable.Repeat("Electrocardiogram (ECG)   03/11/2026   1   175.00   175.00\n", 10_000));
        form.Add(new StringContent(lines), "file", "bill.txt");

        using var response = await server.Client.PostAsync(new Uri("/analyze", UriKind.Relative), form);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_a_sentence()
    {
        using var elsewhere = new TcpListener(IPAddress.Loopback, 0);
        elsewhere.Start();

        var (exit, error) = await LaunchAsync($"http://127.0.0.1:{((IPEndPoint)elsewhere.LocalEndpoint).Port}");

        exit.ShouldBe(2);
        error.ShouldContain("ASPNETCORE_URLS:");
        error.Trim().Split('\n').Length.ShouldBe(1);
    }

    private async Task<(int Exit, string Error)> LaunchAsync(string url, params (string Name, string Value)[] settings)
    {
        var all = settings.ToDictionary(one => one.Name, one => one.Value);
        all["MEDIAGENTS_DATA_DIR"] = directory.FullName;
        all["ASPNETCORE_URLS"] = url;
        using var process = ServerProcess.Launch(all);
        var error = await process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, error);
    }
}

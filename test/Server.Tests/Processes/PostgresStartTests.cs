using MediAgents.Contract.Stores;
using MediAgents.Storage.Tests.Postgres;

namespace MediAgents.Server.Tests.Processes;

[NeedsPostgres]
public sealed class PostgresStartTests(PostgresServer database) : IClassFixture<PostgresServer>, IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("mediagents-start-");

    public void Dispose() => directory.Delete(recursive: true);

    [StoreFact]
    public async Task One_server_at_a_time_works_on_a_database_and_the_next_finds_its_data()
    {
        var url = database.SettingOf(await database.CreateDatabaseAsync());
        using (var first = await StartAsync("first", url))
        {
            await first.Client.PostAsync(new Uri("/chat/", UriKind.Relative), Json("{\"user_id\":\"asha\",\"message\":\"I have a headache\",\"stream\":false}"));
            (await SessionsAsync(first)).ShouldContain("s_");

            (await RefusalAsync("second", url)).ShouldContain("DATABASE_URL: another server uses this database.");
            await first.KillAsync();
        }

        using var next = await StartAsync("first", url);
        (await SessionsAsync(next)).ShouldContain("s_");
    }

    [StoreFact]
    public async Task A_database_that_cannot_be_used_is_told_without_its_password()
    {
        var wrong = $"{database.UrlFor("mediagents", "x", await database.CreateDatabaseAsync())}".Replace("://", "://mediagents:secret@");
        var refusal = await RefusalAsync("first", wrong);
        refusal.ShouldContain("DATABASE_URL: The database refuses user or password.");
        refusal.ShouldNotContain("secret");
    }

    private Task<ServerProcess> StartAsync(string folder, string url) => ServerProcess.StartAsync(FolderOf(folder), ("DATABASE_URL", url));

    private async Task<string> RefusalAsync(string folder, string url)
    {
        using var process = ServerProcess.Launch(new Dictionary<string, string>
        {
            ["MEDIAGENTS_DATA_DIR"] = FolderOf(folder),
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["DATABASE_URL"] = url,
        });
        var error = await process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        await process.WaitForExitAsync(patience.Token);
        process.ExitCode.ShouldBe(2);
        return error;
    }

    private static async Task<string> SessionsAsync(ServerProcess server) =>
        await server.Client.GetStringAsync(new Uri("/chat/sessions?user_id=asha", UriKind.Relative));

    private static StringContent Json(string json) => new(json, System.Text.Encoding.UTF8, "application/json");

    private string FolderOf(string name) => Path.Combine(directory.FullName, name);
}

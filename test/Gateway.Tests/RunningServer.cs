using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MediAgents.Server;
using MediAgents.Server.Settings;
using Microsoft.AspNetCore.Builder;

namespace MediAgents.Gateway.Tests;

/// <summary>The whole product on a free port, over a data directory of its own, asked over real HTTP.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("mediagents-test-");
    private WebApplication? app;

    public HttpClient Client { get; } = new();

    public string DataDirectory => directory.FullName;

    public IServiceProvider Services => app!.Services;

    /// <summary>Settings beside those that every test server has.</summary>
    public Dictionary<string, string?> Settings { get; } = new(StringComparer.Ordinal);

    public async Task InitializeAsync()
    {
        await StartAsync();
        Client.BaseAddress = new Uri(app!.Urls.First());
        Client.Timeout = TimeSpan.FromSeconds(60);
    }

    /// <summary>Ends the server and starts it anew over the same data; <see cref="Client"/> is not told of its port.</summary>
    public async Task RestartAsync()
    {
        await app!.StopAsync();
        await app.DisposeAsync();
        await StartAsync();
    }

    private async Task StartAsync()
    {
        var settings = new Dictionary<string, string?>(Settings, StringComparer.Ordinal)
        {
            ["MEDIAGENTS_DATA_DIR"] = directory.FullName,
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["LOG_LEVEL"] = "error",
        };
        app = ServerHost.Build(SettingsFile.Load(settings));
        await app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        directory.Delete(recursive: true);
    }

    public Task<HttpResponseMessage> PostAsync(string path, object body) => Client.PostAsJsonAsync(path, body);

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(new Uri(path, UriKind.Relative));

    /// <summary>Sends <paramref name="body"/> as JSON, if there is one, with headers as they are.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        foreach (var (name, value) in headers)
        {
            if (value is not null)
                request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request);
    }

    /// <summary>Posts bytes as they are, declared as JSON.</summary>
    public Task<HttpResponseMessage> PostRawAsync(string path, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json") { CharSet = Encoding.UTF8.WebName };
        return Client.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    /// <summary>Asks a question as <paramref name="user"/> and reads the whole stream.</summary>
    public async Task<IReadOnlyList<SseEvent>> AskAsync(string user, string message, string? session = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/chat/")
        {
            Content = JsonContent.Create(new { user_id = user, message, session_id = session, stream = true }),
        };
        using var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, await DetailAsync(response));
        return await SseEvents.ReadAllAsync(response);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonElement.Parse(await response.Content.ReadAsStringAsync());

    /// <summary>The reply as JSON, which has to come with <paramref name="status"/>.</summary>
    public static async Task<JsonElement> JsonAsync(Task<HttpResponseMessage> sending, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await sending;
        response.StatusCode.ShouldBe(status, await DetailAsync(response));
        return await JsonAsync(response);
    }

    /// <summary>A problem with that status, that names that field.</summary>
    public static async Task ShouldBeProblemAsync(Task<HttpResponseMessage> sending, HttpStatusCode status, string? field = null)
    {
        using var response = await sending;
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, body);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonElement.Parse(body);
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        if (field is not null)
            problem.GetProperty("field").GetString().ShouldBe(field, body);
    }

    private static async Task<string?> DetailAsync(HttpResponseMessage response) =>
        response.IsSuccessStatusCode ? null : await response.Content.ReadAsStringAsync();
}

using System.Net;
using System.Text;
using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace MediAgents.Gateway.Tests.Mcp;

/// <summary>The official package's client against this server.</summary>
public sealed class McpTests(McpTests.KeyedServer keyed) : IClassFixture<McpTests.KeyedServer>
{
    private const string AliceKey = "key-of-alice-0001";
    private const string PortalKey = "key-of-portal-001";

    private readonly RunningServer server = keyed.Server;

    /// <summary>One server for all of them, with a key of a user and one of a service.</summary>
    public sealed class KeyedServer : IAsyncLifetime
    {
        public RunningServer Server { get; } = new();

        public Task InitializeAsync()
        {
            Server.Settings["API_KEYS"] = $"user:alice:{AliceKey},service:portal:{PortalKey}";
            return Server.InitializeAsync();
        }

        public Task DisposeAsync() => Server.DisposeAsync();
    }

    [Fact]
    public async Task Every_tool_is_offered_with_a_schema_that_names_no_patient()
    {
        await using var client = await ConnectAsync(AliceKey);

        var tools = await client.ListToolsAsync();

        tools.Select(tool => tool.Name).ShouldBe(
            ["audit_bill", "bill_audits", "earlier_opinions", "patient_profile", "patient_timeline", "search_knowledge"]);
        tools.ShouldAllBe(tool => tool.Description.Length > 40);
        foreach (var tool in tools)
        {
            tool.JsonSchema.GetProperty("type").GetString().ShouldBe("object");
            tool.JsonSchema.GetRawText().ShouldNotContain("user_id");
            tool.JsonSchema.GetRawText().ShouldNotContain("patient_id");
        }
    }

    [Fact]
    public async Task The_web_is_offered_where_a_search_server_is_set_and_its_failure_is_an_answer()
    {
        var searching = new RunningServer();
        searching.Settings["WEB_SEARCH_URL"] = "http://127.0.0.1:9";
        await searching.InitializeAsync();
        try
        {
            await using var client = await McpClient.CreateAsync(new HttpClientTransport(
                new HttpClientTransportOptions { Endpoint = new Uri(searching.Client.BaseAddress!, "/mcp?user_id=alice"), TransportMode = HttpTransportMode.StreamableHttp }));

            (await client.ListToolsAsync()).ShouldContain(tool => tool.Name == "web_search");
            var result = await client.CallToolAsync("web_search", new Dictionary<string, object?> { ["query"] = "gout" });

            result.IsError.ShouldBe(true);
            result.Content.OfType<TextContentBlock>().Single().Text.ShouldContain("could not be reached");
        }
        finally
        {
            await searching.DisposeAsync();
        }
    }

    [Fact]
    public async Task Passages_are_as_many_and_as_relevant_as_the_settings_say_unless_the_caller_does()
    {
        var strict = new RunningServer();
        strict.Settings["SIMILARITY_THRESHOLD_DEFAULT"] = "1";
        strict.Settings["TOP_K_DEFAULT"] = "2";
        await strict.InitializeAsync();
        try
        {
            await using var client = await McpClient.CreateAsync(new HttpClientTransport(
                new HttpClientTransportOptions { Endpoint = new Uri(strict.Client.BaseAddress!, "/mcp?user_id=alice"), TransportMode = HttpTransportMode.StreamableHttp }));

            (await PassagesAsync([])).ShouldBe(0);
            (await PassagesAsync(new() { ["similarity_threshold"] = 0.5 })).ShouldBe(2);
            (await PassagesAsync(new() { ["similarity_threshold"] = 0.5, ["top_k"] = 3 })).ShouldBe(3);

            async Task<int> PassagesAsync(Dictionary<string, object?> limits) =>
                JsonElement.Parse(await TextOf(client, "search_knowledge", new(limits) { ["query"] = "How is gout treated?" })).GetProperty("passages").GetArrayLength();
        }
        finally
        {
            await strict.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_timeline_is_read_by_whom_it_belongs_to_and_by_nobody_else()
    {
        await PostAsync("/timeline/event", new { user_id = "alice", type = "diagnosis", title = "Gout of the left toe", occurred_at = "2026-03" });
        await using var alice = await ConnectAsync(AliceKey);
        await using var another = await ConnectAsync(PortalKey, "bob");

        (await TextOf(alice, "patient_timeline", [])).ShouldContain("Gout of the left toe");
        (await TextOf(alice, "patient_timeline", new() { ["words"] = "toe", ["type"] = "diagnosis", ["from"] = "2026", ["limit"] = 5 })).ShouldContain("Gout of the left toe");
        (await TextOf(another, "patient_timeline", [])).ShouldNotContain("Gout");
    }

    [Fact]
    public async Task A_user_s_key_names_no_other_user()
    {
        using var response = await MessageAsync(AliceKey, "bob", """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_bill_is_audited_and_found_again()
    {
        await using var client = await ConnectAsync(AliceKey);
        var bill = Convert.ToBase64String(Encoding.UTF8.GetBytes("Date Description Qty Rate Amount\n02/02/2026  ECG  1  900.00  900.00\nTotal  900.00\n"));

        var audited = JsonElement.Parse(await TextOf(client, "audit_bill", new() { ["file_content"] = bill, ["insurance_type"] = "cghs" }));
        var id = audited.GetProperty("audit_id").GetString()!;

        audited.GetProperty("audit").GetProperty("verdict").GetString().ShouldBe("dispute");
        (await TextOf(client, "bill_audits", [])).ShouldContain(id);
        (await TextOf(client, "bill_audits", new() { ["audit_id"] = id })).ShouldContain("overcharge");
    }

    [Fact]
    public async Task The_profile_tells_an_age_and_no_name()
    {
        await using var client = await ConnectAsync(AliceKey);
        (await TextOf(client, "patient_profile", [])).ShouldBe("""{"stated":false}""");
        using var stored = await server.SendAsync(
            HttpMethod.Put,
            "/profile/",
            new { name = "Alice Rao", date_of_birth = "1970-01-02", sex = "female", allergies = new[] { new { substance = "penicillin" } } },
            ("Authorization", $"Bearer {AliceKey}"));

        var told = await TextOf(client, "patient_profile", []);

        stored.IsSuccessStatusCode.ShouldBeTrue(await stored.Content.ReadAsStringAsync());
        told.ShouldContain("penicillin");
        told.ShouldContain("\"age_years\":");
        told.ShouldNotContain("Rao");
        told.ShouldNotContain("1970");
    }

    [Fact]
    public async Task What_a_specialist_concluded_is_told()
    {
        await PostAsync("/chat/", new { user_id = "alice", message = "How is migraine treated?" });
        await using var client = await ConnectAsync(AliceKey);

        await Poll.UntilAsync(async () => (await TextOf(client, "earlier_opinions", new() { ["agent"] = "neurologist" })).Contains("How is migraine treated?", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("search_knowledge", "{}", "query")]
    [InlineData("search_knowledge", """{"query":"gout","top_k":1000}""", "top_k")]
    [InlineData("search_knowledge", """{"query":"gout","similarity_threshold":1.5}""", "similarity_threshold")]
    [InlineData("search_knowledge", """{"query":"gout","specialty":"astrology"}""", "specialty")]
    [InlineData("search_knowledge", """{"query":"gout","user_id":"bob"}""", "user_id")]
    [InlineData("patient_timeline", """{"limit":"many"}""", "limit")]
    [InlineData("patient_timeline", """{"from":"yesterday"}""", "from")]
    [InlineData("patient_profile", """{"user_id":"bob"}""", "user_id")]
    [InlineData("audit_bill", "{}", "file_content")]
    [InlineData("audit_bill", """{"file_content":"%%%"}""", "file_content")]
    [InlineData("audit_bill", """{"document_id":"../../etc/passwd"}""", "document_id")]
    [InlineData("audit_bill", """{"document_id":"d_1","rate_inr":1}""", "rate_inr")]
    [InlineData("bill_audits", """{"audit_id":"a_nobody"}""", "audit_id")]
    public async Task A_wrong_argument_is_named_in_a_result_that_says_so(string tool, string arguments, string named)
    {
        await using var client = await ConnectAsync(AliceKey);

        var result = await client.CallToolAsync(tool, JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments));

        result.IsError.ShouldBe(true);
        result.Content.OfType<TextContentBlock>().ShouldHaveSingleItem().Text.ShouldContain(named);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("""{"hello":1}""")]
    public async Task What_is_no_message_is_a_problem(string body)
    {
        using var response = await MessageAsync(AliceKey, user: null, body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_notification_is_accepted_without_an_answer()
    {
        using var response = await MessageAsync(AliceKey, user: null, """{"jsonrpc":"2.0","method":"notifications/initialized"}""");

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    private static async Task<string> TextOf(McpClient client, string tool, Dictionary<string, object?> arguments)
    {
        var result = await client.CallToolAsync(tool, arguments);
        var text = result.Content.OfType<TextContentBlock>().ShouldHaveSingleItem().Text;
        result.IsError.ShouldNotBe(true, text);
        return text;
    }

    private Task<McpClient> ConnectAsync(string key, string? user = null) => McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions
    {
        Endpoint = new Uri(server.Client.BaseAddress!, user is null ? "/mcp" : $"/mcp?user_id={user}"),
        TransportMode = HttpTransportMode.StreamableHttp,
        AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {key}" },
    }));

    private async Task<HttpResponseMessage> MessageAsync(string key, string? user, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, user is null ? "/mcp" : $"/mcp?user_id={user}")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", key);
        return await server.Client.SendAsync(request);
    }

    private async Task PostAsync(string path, object body)
    {
        using var response = await server.SendAsync(HttpMethod.Post, path, body, ("Authorization", $"Bearer {PortalKey}"));
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
    }
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using MediAgents.Server.Tests.Processes;

namespace MediAgents.Server.Tests.Sealing;

/// <summary>
/// A patient's words go in through every door of a server that logs everything; then its database files, write-ahead logs,
/// temporary files and log lines are searched for them, after a kill and again after an orderly end.
/// </summary>
public abstract class PlantedWordsTests : IAsyncLifetime
{
    private const string User = "planted.user@example.org";

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("mediagents-planted-");
    private readonly HashSet<string> words = [User];

    protected string Folder => directory.FullName;

    protected abstract (string Name, string Value)[] Settings { get; }

    /// <summary>Where the store keeps its files, besides the data directory.</summary>
    protected virtual IReadOnlyList<string> StoreFolders => [];

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync()
    {
        directory.Delete(recursive: true);
        return Task.CompletedTask;
    }

    protected async Task ShouldNotBeFoundAsync()
    {
        var data = Directory.CreateDirectory(Path.Combine(Folder, "data")).FullName;
        var temporary = Directory.CreateDirectory(Path.Combine(Folder, "tmp")).FullName;
        (string, string)[] settings = [("TMPDIR", temporary), ("LOG_LEVEL", "trace"), .. Settings];
        var log = new StringBuilder();
        using (var server = await ServerProcess.StartAsync(data, settings))
        {
            await PlantAsync(server.Client);
            await server.KillAsync();
            log.Append(server.Log);
        }

        PlantedWords.FindIn([data, temporary, .. StoreFolders], words).ShouldBeEmpty("after the kill");
        using (var server = await ServerProcess.StartAsync(data, settings))
        {
            await PlantAsync(server.Client);
            await server.TerminateAsync();
            log.Append(server.Log);
        }

        PlantedWords.FindIn([data, temporary, .. StoreFolders], words).ShouldBeEmpty("after an orderly end");
        words.Where(word => log.ToString().Contains(word, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty("in the log");
        log.ToString().ShouldContain("listens on"); // the log was kept

        // That the search finds what is there: a file with one of the words, in a form that is not plain text.
        await File.WriteAllTextAsync(Path.Combine(data, "careless.json"), Convert.ToBase64String(Encoding.UTF8.GetBytes($"x {User} y")));
        PlantedWords.FindIn([data], words).ShouldBe([$"{User} in careless.json"]);
    }

    private string Plant(string word)
    {
        words.Add(word);
        return word;
    }

    private async Task PlantAsync(HttpClient client)
    {
        await PlantProfileAsync(client);
        var id = await PlantEventAsync(client);
        await PlantSearchesAsync(client, id);
        await PlantDocumentsAsync(client);
        await PlantChatAsync(client);
        await PlantMistakesAsync(client);
        await GetAsync(client, $"/export/?user_id={User}");
        await SendAsync(client, HttpMethod.Post, "/reports/", new { user_id = User, title = Plant("Quibbletrop report title") });
    }

    private async Task PlantProfileAsync(HttpClient client)
    {
        var profile = new
        {
            user_id = User,
            name = Plant("Kavithala Deshpandrikar"),
            date_of_birth = Plant("1961-07-29"),
            phone = Plant("+91 98765 00417"),
            email = Plant("kavithala@plantedmail.example"),
            address = Plant("17 Zwetschgen Lane, Ujjainpore"),
            conditions = new[] { Plant("Wolfsmilch syndrome") },
            allergies = new[] { new { substance = Plant("Quercetoxin"), reaction = Plant("blue hives") } },
            medicines = new[] { new { name = Plant("Zentiprolol"), dose = "5 mg" } },
            insurance = new { type = "private", insurer = Plant("Plantagenet Mutual"), policy_number = Plant("PLN-4711-0815") },
            emergency_contact = new { name = Plant("Ramakantha Zzyzx"), phone = Plant("+91 98765 00418"), relation = "brother" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Put, "/profile/") { Content = JsonContent.Create(profile) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var response = await client.SendAsync(request);
        if (!response.IsSuccessStatusCode)
            (await SendAsync(client, HttpMethod.Put, "/profile/", profile)).ShouldBeInRange(200, 299);
    }

    private async Task<string> PlantEventAsync(HttpClient client)
    {
        var planted = new
        {
            user_id = User,
            type = "lab_result",
            title = Plant("Xanthoprotein measured"),
            description = Plant("Patient cried about Wuthering Gulch"),
            occurred_at = "2026-03-07",
            code = new { system = "icd-10-cm", value = Plant("Q99PLANT"), display = Plant("Plantopathy of the spleen") },
            body_part = Plant("left zygomatron"),
            source = Plant("Dr. Yggdrasil Clinic"),
            measurements = new[] { new { name = Plant("Xanthoprotein"), value = 7.25, unit = "mg/dL", text = Plant("raised xanthic") } },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/timeline/event") { Content = JsonContent.Create(planted) };
        request.Headers.Add("Idempotency-Key", Plant("key-of-wuthering"));
        using var response = await client.SendAsync(request);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("id").GetString()!;
    }

    private async Task PlantSearchesAsync(HttpClient client, string id)
    {
        (await GetAsync(client, $"/timeline/search?user_id={User}&q={Uri.EscapeDataString("Wuthering")}")).ShouldContain("Wuthering Gulch");
        await GetAsync(client, $"/timeline/?user_id={User}&body_part={Uri.EscapeDataString("left zygomatron")}");
        await GetAsync(client, $"/timeline/event/{id}?user_id={User}");
        await GetAsync(client, $"/timeline/summary?user_id={User}");
        var import = new ByteArrayContent(Encoding.UTF8.GetBytes(
            $$"""
            {"type":"note","title":"{{Plant("Imported gobbledegook")}}","occurred_at":"2025-01-02"}
            {"type":"nonsense","title":"{{Plant("Rejected flapdoodle")}}","occurred_at":"2025-13-02"}
            """));
        import.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var response = await client.PostAsync(new Uri($"/timeline/import?user_id={User}", UriKind.Relative), import);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
    }

    private async Task PlantDocumentsAsync(HttpClient client)
    {
        using var bill = Form(Plant("plantedbill-zwiebel.txt"), $"Patient: {Plant("Hortensia Plantworthy")}\nElectrocardiogram (ECG)   03/11/2026   1   175.00   175.00\n");
        using var analysed = await client.PostAsync(new Uri("/analyze", UriKind.Relative), bill);
        analysed.IsSuccessStatusCode.ShouldBeTrue(await analysed.Content.ReadAsStringAsync());
        using var letter = Form(Plant("plantedletter-knoblauch.txt"), $"Date: 03/02/2026\nDiagnosis: Type 2 diabetes mellitus. {Plant("Seen with cousin Plantagonia")}\nHbA1c 8.2 % (4.0 - 5.6)\n");
        using var extracted = await client.PostAsync(new Uri("/timeline/extract", UriKind.Relative), letter);
        extracted.IsSuccessStatusCode.ShouldBeTrue(await extracted.Content.ReadAsStringAsync());
    }

    private async Task PlantChatAsync(HttpClient client)
    {
        var question = $"What are the symptoms of angina? I am {Plant("Melisandria Plantova")}.";
        (await SendAsync(client, HttpMethod.Post, "/chat/", new { user_id = User, message = question })).ShouldBeInRange(200, 299);
        await GetAsync(client, $"/chat/sessions?user_id={User}");
    }

    /// <summary>What is refused is quoted nowhere either.</summary>
    private async Task PlantMistakesAsync(HttpClient client)
    {
        (await SendAsync(client, HttpMethod.Post, "/timeline/event", new { user_id = User, type = Plant("plantedtype"), title = Plant("Refused plantstuff"), occurred_at = "yesterday" }))
            .ShouldBeInRange(400, 499);
        (await SendAsync(client, HttpMethod.Post, "/timeline/event", new { user_id = User, plantedproperty = Plant("unknownplant value") })).ShouldBeInRange(400, 499);
        using var broken = new StringContent($$"""{"user_id":"{{User}}","title":"{{Plant("Unclosed plantjson")}}""", Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri("/timeline/event", UriKind.Relative), broken);
        ((int)response.StatusCode).ShouldBe(400);
        using var missing = await client.GetAsync(new Uri($"/timeline/event/{Plant("plantedeventid")}?user_id={User}", UriKind.Relative));
        ((int)missing.StatusCode).ShouldBe(404);
    }

    private static MultipartFormDataContent Form(string fileName, string content) => new()
    {
        { new StringContent(User), "user_id" },
        { new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "file", fileName },
    };

    private static async Task<int> SendAsync(HttpClient client, HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var response = await client.SendAsync(request);
        return (int)response.StatusCode;
    }

    private static async Task<string> GetAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        var body = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(200, string.Create(CultureInfo.InvariantCulture, $"{path}: {body[..Math.Min(300, body.Length)]}"));
        return body;
    }
}

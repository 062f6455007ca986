using System.IO.Compression;
using System.Net;
using System.Text;
using MediAgents.Primitives;

namespace MediAgents.Gateway.Tests.Isolation;

/// <summary>
/// Walks every operation of the served description: what belongs to another and what does not exist look the same, byte by
/// byte, and nothing of another is ever shown or changed.
/// </summary>
public sealed class IsolationTests : IAsyncLifetime
{
    private const string ServiceKey = "key-of-portal-000001";

    /// <summary>Seeded, so that a failure comes again.</summary>
    private readonly Random random = new(20261120);
    private readonly RunningServer server = new();
    private readonly PlantedPatient alice = new("alice");
    private readonly PlantedPatient bob = new("bob");
    private IReadOnlyList<ApiOperation> operations = [];

    public async Task InitializeAsync()
    {
        server.Settings["API_KEYS"] = $"user:alice:{alice.Key},user:bob:{bob.Key},service:portal:{ServiceKey}";
        await server.InitializeAsync();
        operations = await ApiOperation.AllAsync(server.Client);
        await alice.PlantAsync(server);
        await bob.PlantAsync(server);
    }

    public Task DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Anothers_data_and_no_data_look_the_same_to_a_user() => await WalkIdsAsync(alice.Key, user: null);

    [Fact]
    public async Task Anothers_data_and_no_data_look_the_same_to_a_service_that_names_the_user() => await WalkIdsAsync(ServiceKey, "alice");

    [Fact]
    public async Task Another_user_and_nobody_look_the_same()
    {
        foreach (var operation in operations.Where(ApiFiller.NamesAUser))
        {
            var nobody = await AnswerAsync(operation, alice.Key, "nobody-of-that-name", alice.IdOf);
            var another = await AnswerAsync(operation, alice.Key, "bob", bob.IdOf);

            another.ShouldBe(nobody, operation.Name);
            another.Status.ShouldBe(HttpStatusCode.NotFound, operation.Name);
        }

        await BobShouldBeUntouchedAsync();
    }

    [Fact]
    public async Task Nothing_of_another_is_in_what_is_ones_own()
    {
        foreach (var operation in operations.OrderBy(operation => operation.Method == "DELETE").ThenBy(operation => operation.Path == "/records"))
        {
            var own = await AnswerAsync(operation, alice.Key, user: null, alice.IdOf);

            ((int)own.Status).ShouldBeLessThan(500, $"{operation.Name}: {own.Body}");
        }

        (await alice.SendAsync(server, HttpMethod.Get, "/reports/")).ToString().ShouldNotContain(alice.Word, Case.Sensitive, "nothing was erased");
        await BobShouldBeUntouchedAsync();
    }

    [Fact]
    public async Task Without_a_key_no_operation_shows_anything()
    {
        foreach (var operation in operations.Where(ApiFiller.NamesAUser))
            (await AnswerAsync(operation, "no-key-of-anybody", "bob", bob.IdOf)).Status.ShouldBe(HttpStatusCode.Unauthorized, operation.Name);
    }

    private async Task WalkIdsAsync(string key, string? user)
    {
        foreach (var operation in operations.Where(ApiFiller.NamesSomething))
        {
            var absent = await AnswerAsync(operation, key, user, AbsentId);

            (await AnswerAsync(operation, key, user, bob.IdOf)).ShouldBe(absent, $"{operation.Name} with another's id");
            (await AnswerAsync(operation, key, user, prefix => Mutated(bob.IdOf(prefix)))).ShouldBe(absent, $"{operation.Name} with a mutated id");
            foreach (var injection in Injections())
            {
                var answer = await AnswerAsync(operation, key, user, injection);
                ((int)answer.Status).ShouldBeInRange(200, 499, $"{operation.Name} with {injection("e_")}");
            }
        }

        await BobShouldBeUntouchedAsync();
    }

    /// <summary>Well-formed, and nobody's.</summary>
    private static string AbsentId(string prefix)
    {
        var id = SortableId.New(prefix, TimeProvider.System);
        return prefix == "d_" ? id.ToLowerInvariant() : id;
    }

    /// <summary>One character another.</summary>
    private string Mutated(string id)
    {
        var at = random.Next(2, id.Length);
        return $"{id[..at]}{(id[at] == '7' ? '8' : '7')}{id[(at + 1)..]}";
    }

    private IEnumerable<Func<string, string>> Injections() =>
    [
        prefix => bob.IdOf(prefix) + "' OR '1'='1",
        prefix => $"' UNION SELECT * FROM timeline_event WHERE id = '{bob.IdOf(prefix)}' --",
        prefix => bob.IdOf(prefix) + "\0",
        prefix => bob.IdOf(prefix) + "%",
        prefix => " " + bob.IdOf(prefix),
        prefix => "../" + bob.IdOf(prefix),
        prefix => bob.IdOf(prefix).ToLowerInvariant(),
        prefix => bob.IdOf(prefix).ToUpperInvariant(),
        prefix => prefix + new string('0', 5000),
        _ => "{\"$ne\":null}",
        _ => "ق\u0308\u202e",
    ];

    /// <summary>The answer to a request as alice, in which nothing of bob may stand, whatever was asked.</summary>
    private async Task<Answer> AnswerAsync(ApiOperation operation, string key, string? user, Func<string, string?> ids)
    {
        using var request = ApiFiller.Fill(operation, key, user, ids, words: bob.Word);
        using var response = await server.Client.SendAsync(request);
        var answer = await Answer.OfAsync(response);
        answer.ToString().ShouldNotContain(bob.Word, Case.Insensitive, $"{operation.Name} shows another's data");
        return answer;
    }

    private async Task BobShouldBeUntouchedAsync()
    {
        foreach (var path in new[]
        {
            $"/timeline/event/{bob.IdOf("e_")}", "/timeline/", "/timeline/proposals", "/events/", "/profile/", "/chat/sessions",
            $"/chat/history?session_id={bob.IdOf("s_")}", "/reports/", $"/reports/{bob.IdOf("rep_")}",
            $"/timeline/extract/{bob.IdOf("x_")}",
        })
        {
            (await bob.SendAsync(server, HttpMethod.Get, path)).ToString().ShouldContain(bob.Word, Case.Sensitive, path);
        }
    }

    /// <summary>What a caller can tell one answer from another by: everything but the time of day.</summary>
    private sealed record Answer(HttpStatusCode Status, string Headers, string Body)
    {
        public static async Task<Answer> OfAsync(HttpResponseMessage response)
        {
            var headers = new StringBuilder();
            foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).OrderBy(header => header.Key, StringComparer.Ordinal))
            {
                if (name is not "Date")
                    headers.Append(name).Append(": ").AppendJoin(", ", values).Append('\n');
            }

            var body = response.Content.Headers.ContentType?.MediaType == "application/zip"
                ? await UnpackAsync(await response.Content.ReadAsStreamAsync())
                : await response.Content.ReadAsStringAsync();
            return new Answer(response.StatusCode, headers.ToString(), body);
        }

        /// <summary>A word is not to be seen in what is compressed.</summary>
        private static async Task<string> UnpackAsync(Stream content)
        {
            using var archive = new ZipArchive(content, ZipArchiveMode.Read);
            var text = new StringBuilder();
            foreach (var entry in archive.Entries)
            {
                using var reader = new StreamReader(entry.Open());
                text.Append(entry.FullName).Append('\n').Append(await reader.ReadToEndAsync());
            }

            return text.ToString();
        }
    }
}

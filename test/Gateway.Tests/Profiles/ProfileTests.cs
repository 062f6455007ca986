using System.Net;
using System.Text.Json;

namespace MediAgents.Gateway.Tests.Profiles;

public sealed class ProfileTests(RunningServer server) : IClassFixture<RunningServer>
{
    private readonly string user = $"patient-{Guid.NewGuid():N}";

    [Fact]
    public async Task A_profile_comes_back_as_it_was_put()
    {
        var said = new
        {
            name = "Asha Rao",
            date_of_birth = "1961-02-28",
            sex = "female",
            blood_group = "O+",
            phone = "+91 98765 43210",
            email = "asha@example.org",
            address = "12 MG Road, Bengaluru",
            language = "hindi",
            conditions = new[] { "Hypertension" },
            allergies = new[] { new { substance = "Penicillin", reaction = "Rash" } },
            medicines = new[] { new { name = "Amlodipine", dose = "5 mg", frequency = "once a day" } },
            insurance = new { type = "private", insurer = "Acme", policy_number = "P-1" },
            emergency_contact = new { name = "Ravi Rao", phone = "+91 98765 43211", relation = "son" },
            local_models_only = true,
        };
        using var put = await PutAsync(said);
        put.StatusCode.ShouldBe(HttpStatusCode.Created, await put.Content.ReadAsStringAsync());
        put.Headers.ETag!.ToString().ShouldBe("\"1\"");

        using var got = await server.GetAsync($"/profile/?user_id={user}");

        got.Headers.ETag!.ToString().ShouldBe("\"1\"");
        var profile = await RunningServer.JsonAsync(got);
        foreach (var field in JsonSerializer.SerializeToElement(said).EnumerateObject())
            JsonElement.DeepEquals(profile.GetProperty(field.Name), field.Value).ShouldBeTrue($"{field.Name}: {profile}");
    }

    [Fact]
    public async Task The_first_version_needs_no_if_match_and_later_ones_do()
    {
        await RunningServer.ShouldBeProblemAsync(server.GetAsync($"/profile/?user_id={user}"), HttpStatusCode.NotFound);
        await RunningServer.ShouldBeProblemAsync(PutAsync(new { name = "A" }, "\"1\""), HttpStatusCode.PreconditionFailed);
        await RunningServer.ShouldBeProblemAsync(PutAsync(new { name = "A" }, "*"), HttpStatusCode.PreconditionFailed);
        await RunningServer.JsonAsync(PutAsync(new { name = "A" }), HttpStatusCode.Created);

        await RunningServer.ShouldBeProblemAsync(PutAsync(new { name = "B" }), HttpStatusCode.PreconditionRequired);
        await RunningServer.ShouldBeProblemAsync(PutAsync(new { name = "B" }, "\"2\""), HttpStatusCode.PreconditionFailed);
        await RunningServer.ShouldBeProblemAsync(PutAsync(new { name = "B" }, "W/\"1\""), HttpStatusCode.PreconditionFailed);
        (await RunningServer.JsonAsync(PutAsync(new { name = "B" }, "\"1\""))).GetProperty("version").GetInt32().ShouldBe(2);
        (await RunningServer.JsonAsync(PutAsync(new { name = "C" }, "*"))).GetProperty("version").GetInt32().ShouldBe(3);
    }

    [Theory]
    [InlineData("name", "\"<201>\"", "name")]
    [InlineData("date_of_birth", "\"1961-02-29\"", "date_of_birth")]
    [InlineData("date_of_birth", "\"2999-01-01\"", "date_of_birth")]
    [InlineData("sex", "\"F\"", "sex")]
    [InlineData("local_models_only", "\"yes\"", "local_models_only")]
    [InlineData("blood_group", "\"Q\"", "blood_group")]
    [InlineData("phone", "\"call me\"", "phone")]
    [InlineData("email", "\"not an address\"", "email")]
    [InlineData("language", "\"latin\"", "language")]
    [InlineData("conditions", "\"gout\"", "conditions")]
    [InlineData("conditions", "[null]", "conditions[0]")]
    [InlineData("allergies", "[{}]", "allergies[0].substance")]
    [InlineData("medicines", "[{\"name\":\"A\",\"dose\":\"<101>\"}]", "medicines[0].dose")]
    [InlineData("insurance", "{\"type\":\"gold\"}", "insurance.type")]
    [InlineData("emergency_contact", "{\"name\":\"A\"}", "emergency_contact.phone")]
    public async Task A_wrong_field_is_named(string field, string value, string named)
    {
        var filled = value.Replace("<201>", new string('x', 201), StringComparison.Ordinal).Replace("<101>", new string('x', 101), StringComparison.Ordinal);
        using var body = new StringContent($"{{\"user_id\":\"{user}\",\"{field}\":{filled}}}", System.Text.Encoding.UTF8, "application/json");

        await RunningServer.ShouldBeProblemAsync(server.Client.PutAsync(new Uri("/profile/", UriKind.Relative), body), HttpStatusCode.BadRequest, named);
    }

    private Task<HttpResponseMessage> PutAsync(object profile, string? ifMatch = null)
    {
        var body = JsonSerializer.SerializeToNode(profile)!;
        body["user_id"] = user;
        return server.SendAsync(HttpMethod.Put, "/profile/", body, ("If-Match", ifMatch));
    }
}

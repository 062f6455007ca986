using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MediAgents.Records.Fhir.Structure;

namespace MediAgents.Gateway.Tests.Portability;

/// <summary>Everything of one user, as one zip.</summary>
public sealed class ExportTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task The_archive_holds_everything_and_the_manifest_proves_it()
    {
        var session = await PatientRecords.FillAsync(server, "uma");
        using var zip = await ExportAsync("uma");

        zip.Entries[^1].FullName.ShouldBe("manifest.json");
        var files = Json(zip, "manifest.json").GetProperty("files").EnumerateArray().ToList();
        files.Select(file => file.GetProperty("path").GetString()).ShouldBe(zip.Entries.SkipLast(1).Select(entry => entry.FullName));
        foreach (var file in files)
            Convert.ToHexStringLower(SHA256.HashData(Content(zip, file.GetProperty("path").GetString()!))).ShouldBe(file.GetProperty("sha256").GetString());

        Json(zip, "profile.json").GetArrayLength().ShouldBe(2);
        var events = Json(zip, "timeline.json").EnumerateArray().ToList();
        events.Select(happened => happened.GetProperty("versions").GetArrayLength()).Order().ShouldBe([1, 2]);
        var conversation = Json(zip, $"conversations/{session}.json");
        conversation.GetProperty("messages")[0].GetProperty("data").GetProperty("text").GetString().ShouldBe("What is gout?");
        conversation.GetProperty("runs")[0].GetProperty("events").EnumerateArray().Last().GetProperty("type").GetString().ShouldBe("answer.completed");
        var document = Json(zip, "documents.json")[0];
        document.GetProperty("file_name").GetString().ShouldBe("letter.txt");
        Encoding.UTF8.GetString(Content(zip, document.GetProperty("path").GetString()!)).ShouldBe("A letter to Uma.");
        zip.Entries.Count(entry => entry.FullName.StartsWith("audits/", StringComparison.Ordinal)).ShouldBe(1);
        zip.Entries.ShouldContain(entry => entry.FullName.StartsWith("grains/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_bundle_is_of_the_published_structure_and_has_the_audited_bill()
    {
        await PatientRecords.FillAsync(server, "vera");
        using var zip = await ExportAsync("vera");
        var bundle = Content(zip, "fhir/bundle.json");

        StructureValidator.Validate(bundle).ShouldBeEmpty();
        var resources = JsonElement.Parse(bundle).GetProperty("entry").EnumerateArray().Select(entry => entry.GetProperty("resource")).ToList();
        resources.Select(resource => resource.GetProperty("resourceType").GetString()).ShouldBeSubsetOf(["Patient", "Condition", "Observation", "Claim", "DocumentReference"]);
        var claim = resources.Single(resource => resource.GetProperty("resourceType").GetString() == "Claim");
        claim.GetProperty("total").GetProperty("value").GetDecimal().ShouldBe(1350.00m);
        claim.GetProperty("item").EnumerateArray().Sum(item => item.GetProperty("net").GetProperty("value").GetDecimal()).ShouldBe(1350.00m);
    }

    [Fact]
    public async Task The_export_stands_in_the_trail_it_holds()
    {
        await PatientRecords.FillAsync(server, "wanda");
        using var zip = await ExportAsync("wanda");

        var lines = Encoding.UTF8.GetString(Content(zip, "audit-trail.jsonl")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        var actions = lines.Select(line => line.GetProperty("action").GetString()).ToList();
        actions.ShouldContain("record.export");
        actions.ShouldContain("profile.write");
        lines.Select(line => line.GetProperty("seq").GetInt64()).ShouldBeInOrder();
    }

    [Fact]
    public async Task Nobody_elses_data_is_in_it_and_nobody_may_be_unnamed()
    {
        await PatientRecords.FillAsync(server, "xenia");
        using var zip = await ExportAsync("a-stranger");

        zip.Entries.Select(entry => entry.FullName).ShouldBe(["profile.json", "timeline.json", "documents.json", "fhir/bundle.json", "audit-trail.jsonl", "manifest.json"]);
        (await server.Client.GetAsync(new Uri("/export/", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<ZipArchive> ExportAsync(string user)
    {
        using var response = await server.Client.GetAsync(new Uri($"/export/?user_id={user}", UriKind.Relative));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/zip");
        response.Content.Headers.ContentDisposition!.ToString().ShouldNotContain(user);
        return new ZipArchive(new MemoryStream(await response.Content.ReadAsByteArrayAsync()));
    }

    private static JsonElement Json(ZipArchive zip, string path) => JsonElement.Parse(Content(zip, path));

    private static byte[] Content(ZipArchive zip, string path)
    {
        using var content = new MemoryStream();
        using var entry = zip.GetEntry(path).ShouldNotBeNull(path).Open();
        entry.CopyTo(content);
        return content.ToArray();
    }
}

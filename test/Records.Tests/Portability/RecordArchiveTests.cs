using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MediAgents.Primitives;
using MediAgents.Records.Documents;
using MediAgents.Records.Portability;

namespace MediAgents.Records.Tests.Portability;

/// <summary>One zip, streamed, that says of itself what it holds.</summary>
public sealed class RecordArchiveTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);
    private static readonly PatientId Asha = new(new string('a', 64));

    [Fact]
    public async Task The_manifest_tells_size_and_hash_of_every_file()
    {
        using var output = new MemoryStream();
        await using (var archive = await RecordArchive.CreateAsync(new AsynchronousOnlyStream(output), Now))
        {
            await archive.AddJsonAsync("one.json", new { text = "नमस्ते" });
            await archive.AddAsync("folder/two", content => content.WriteAsync(Encoding.UTF8.GetBytes("two")).AsTask());
            await archive.AddAsync("empty", _ => Task.CompletedTask);
            await archive.CompleteAsync(Asha);
        }

        using var zip = new ZipArchive(output, ZipArchiveMode.Read);
        zip.Entries.Select(entry => entry.FullName).ShouldBe(["one.json", "folder/two", "empty", "manifest.json"]);
        var manifest = JsonSerializer.Deserialize<ArchiveManifest>(Content(zip, "manifest.json"), WireJson.Options)!;
        (manifest.SchemaVersion, manifest.Time, manifest.Patient).ShouldBe((1, Now, Asha));
        foreach (var file in manifest.Files)
        {
            var content = Content(zip, file.Path);
            (content.LongLength, Convert.ToHexStringLower(SHA256.HashData(content))).ShouldBe((file.Size, file.Sha256));
        }
    }

    [Fact]
    public async Task A_large_file_goes_out_as_it_comes()
    {
        var output = new AsynchronousOnlyStream(Stream.Null);
        await using var archive = await RecordArchive.CreateAsync(output, Now);
        var random = new Random(1);
        var part = new byte[256 * 1024];
        var most = 0L;
        await archive.AddAsync("large", async content =>
        {
            for (var i = 1; i <= 64; i++)
            {
                random.NextBytes(part);
                await content.WriteAsync(part);
                most = Math.Max(most, (long)i * part.Length - output.Written);
            }
        });

        most.ShouldBeLessThan(512 * 1024);
    }

    [Fact]
    public async Task An_archive_that_failed_is_no_zip()
    {
        using var output = new MemoryStream();
        await Should.ThrowAsync<IOException>(async () =>
        {
            await using var archive = await RecordArchive.CreateAsync(output, Now);
            await archive.AddAsync("whole", content => content.WriteAsync(new byte[10]).AsTask());
            await archive.AddAsync("broken", _ => throw new IOException("The store is away."));
        });

        Should.Throw<InvalidDataException>(() => new ZipArchive(output, ZipArchiveMode.Read));
    }

    [Theory]
    [InlineData("e_01J", "e_01J")]
    [InlineData("../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd")]
    [InlineData("a b\\c:ü", "a%20b%5Cc%3A%C3%BC")]
    public void No_id_leaves_its_folder(string id, string name) => ArchivePaths.NameOf(id).ShouldBe(name);

    [Fact]
    public void A_document_is_named_by_id_and_kind()
    {
        var document = new DocumentListing(new DocumentId("d_1"), "application/pdf", "../Asha's scan.exe", 1, Now);
        ArchivePaths.Of(document).ShouldBe("documents/d_1.pdf");
    }

    private static byte[] Content(ZipArchive zip, string path)
    {
        using var content = new MemoryStream();
        using var entry = zip.GetEntry(path)!.Open();
        entry.CopyTo(content);
        return content.ToArray();
    }
}

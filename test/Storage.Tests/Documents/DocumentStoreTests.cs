using MediAgents.Contract.Storage;
using System.Security.Cryptography;
using MediAgents.Records.Documents;
using MediAgents.Records.Sealing;
using static MediAgents.Storage.Tests.Grains.Turns;

namespace MediAgents.Storage.Tests.Documents;

public sealed class DocumentStoreTests : IAsyncLifetime
{
    private readonly TestStore store = new();

    private IDocumentStore Documents => store.Documents;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1024 * 1024)]
    [InlineData(1024 * 1024 + 1)]
    [InlineData(5_000_000)]
    public async Task A_document_comes_back_as_it_was(int size)
    {
        var content = RandomNumberGenerator.GetBytes(size);
        var id = await Documents.PutAsync(Asha.Scope(), content, "application/pdf", "bill \u092c\u093f\u0932.pdf");

        var document = (await Documents.GetAsync(Asha.Scope(), id)).ShouldNotBeNull();
        document.Id.ShouldBe(id);
        document.Content.Span.SequenceEqual(content).ShouldBeTrue();
        document.MediaType.ShouldBe("application/pdf");
        document.FileName.ShouldBe("bill \u092c\u093f\u0932.pdf");
        (TimeProvider.System.GetUtcNow() - document.StoredAt).Duration().ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task The_same_bytes_of_one_patient_are_one_document()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Documents.PutAsync(Asha.Scope(), "ECG"u8.ToArray(), "text/plain", $"{i}").AsTask())));
        ids.Distinct().Count().ShouldBe(1);
        (await Documents.PutAsync(Asha.Scope(), "ECH"u8.ToArray(), "text/plain", null)).ShouldNotBe(ids[0]);
        (await store.Database.ReadAsync(session =>
        {
            using var row = session.Statement("SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM document_part)");
            row.Step();
            return (row.Number(0), row.Number(1));
        })).ShouldBe((2, 2));
    }

    [Fact]
    public async Task The_same_bytes_of_two_patients_share_nothing()
    {
        var hers = await Documents.PutAsync(Asha.Scope(), "ECG"u8.ToArray(), "text/plain", null);
        var his = await Documents.PutAsync(Ravi.Scope(), "ECG"u8.ToArray(), "text/plain", null);
        his.ShouldNotBe(hers);
        (await Documents.GetAsync(Ravi.Scope(), hers)).ShouldBeNull();
        (await Documents.GetAsync(Asha.Scope(), hers)).ShouldNotBeNull().FileName.ShouldBeNull();
    }

    [Fact]
    public async Task Ids_have_one_form()
    {
        for (var i = 0; i < 50; i++)
            (await Documents.PutAsync(Asha.Scope(), BitConverter.GetBytes(i), "text/plain", null)).Value.ShouldMatch("^d_[0-7][0-9a-hjkmnp-tv-z]{25}$");
    }

    [Theory]
    [InlineData("")]
    [InlineData("d_")]
    [InlineData("d_00000000000000000000000000")]
    [InlineData("' OR 1=1 --")]
    public async Task What_does_not_exist_is_null(string id) =>
        (await Documents.GetAsync(Asha.Scope(), new DocumentId(id))).ShouldBeNull();

    [Fact]
    public async Task Too_large_a_document_is_refused() =>
        await Should.ThrowAsync<ArgumentException>(() => Documents.PutAsync(Asha.Scope(), new byte[IDocumentStore.MaxBytes + 1], "text/plain", null).AsTask());

    [Theory]
    [InlineData("DELETE FROM document_part WHERE number = 1")]
    [InlineData("DELETE FROM document_part WHERE number = 0")]
    [InlineData("UPDATE document_part SET number = 5 - number")]
    [InlineData("UPDATE document SET parts = parts - 1")]
    [InlineData("UPDATE document SET size = size - 1")]
    [InlineData("UPDATE document SET size = size + 1")]
    [InlineData("UPDATE document SET file_name = (SELECT content FROM document_part LIMIT 1)")]
    public async Task A_changed_document_does_not_open(string tampering)
    {
        var id = await Documents.PutAsync(Asha.Scope(), RandomNumberGenerator.GetBytes(1_500_000), "text/plain", "scan");
        await store.Database.WriteAsync(session =>
        {
            session.Execute(tampering);
            return true;
        });
        await Should.ThrowAsync<SealBrokenException>(() => Documents.GetAsync(Asha.Scope(), id).AsTask());
    }
}

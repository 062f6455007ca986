using MediAgents.Contract.Storage;
using System.Security.Cryptography;
using MediAgents.Records.Documents;
using MediAgents.Records.Sealing;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Contract.Stores;

/// <summary>Documents of patients, whatever keeps them.</summary>
public abstract class DocumentStoreConformance(StoreUnderTest store) : StoreConformance(store)
{
    private IDocumentStore Documents => Store.Documents;

    [StoreTheory]
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

    [StoreFact]
    public async Task The_same_bytes_of_one_patient_are_one_document()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Documents.PutAsync(Asha.Scope(), "ECG"u8.ToArray(), "text/plain", $"{i}").AsTask())));
        ids.Distinct().Count().ShouldBe(1);
        (await Documents.PutAsync(Asha.Scope(), "ECH"u8.ToArray(), "text/plain", null)).ShouldNotBe(ids[0]);
        (await Store.CountAsync("SELECT count(*) FROM document")).ShouldBe(2);
        (await Store.CountAsync("SELECT count(*) FROM document_part")).ShouldBe(2);
    }

    [StoreFact]
    public async Task The_same_bytes_of_two_patients_share_nothing()
    {
        var hers = await Documents.PutAsync(Asha.Scope(), "ECG"u8.ToArray(), "text/plain", null);
        var his = await Documents.PutAsync(Ravi.Scope(), "ECG"u8.ToArray(), "text/plain", null);
        his.ShouldNotBe(hers);
        (await Documents.GetAsync(Ravi.Scope(), hers)).ShouldBeNull();
        (await Documents.GetAsync(Asha.Scope(), hers)).ShouldNotBeNull().FileName.ShouldBeNull();
    }

    [StoreFact]
    public async Task Ids_have_one_form()
    {
        for (var i = 0; i < 50; i++)
            (await Documents.PutAsync(Asha.Scope(), BitConverter.GetBytes(i), "text/plain", null)).Value.ShouldMatch("^d_[0-7][0-9a-hjkmnp-tv-z]{25}$");
    }

    [StoreTheory]
    [InlineData("")]
    [InlineData("d_")]
    [InlineData("d_00000000000000000000000000")]
    [InlineData("' OR 1=1 --")]
    [InlineData("d_\0")]
    public async Task What_does_not_exist_is_null(string id) =>
        (await Documents.GetAsync(Asha.Scope(), new DocumentId(id))).ShouldBeNull();

    [StoreFact]
    public async Task Too_large_a_document_is_refused() =>
        await Should.ThrowAsync<ArgumentException>(() => Documents.PutAsync(Asha.Scope(), new byte[IDocumentStore.MaxBytes + 1], "text/plain", null).AsTask());

    [StoreTheory]
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
        await Store.TamperAsync(tampering);
        await Should.ThrowAsync<SealBrokenException>(() => Documents.GetAsync(Asha.Scope(), id).AsTask());
    }
}

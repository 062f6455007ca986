using System.Net;
using System.Text;
using System.Text.Json;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Report;
using MediAgents.Documents.Printing;
using MediAgents.Documents.Processes;
using MediAgents.Primitives;

namespace MediAgents.Gateway.Tests.Bills;

/// <summary>An audit as page, PDF and letters.</summary>
public sealed class AuditPagesTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Overcharged = """
        LOTUS CARE HOSPITAL, Jaipur
        Bill No: LC-77      Date: 05/11/2025
        Patient: <script>alert(1)</script> அனிதா

        No  Date        Description                     Qty     Rate      Amount
        1   03/11/2025  Consultation OPD                  1    900.00      900.00
        2   03/11/2025  ரத்தப் பரிசோதனை                     1    300.00      300.00
        3   03/11/2025  Electrocardiogram (ECG)           1    300.00      300.00
                                                Total:                   1,500.00
        """;

    [Fact]
    public async Task The_page_shows_the_findings_and_lets_nothing_run_or_load()
    {
        var id = await AuditAsync(Overcharged);

        using var response = await server.GetAsync($"/analyze/{id}/html?user_id=alice");
        var html = await response.Content.ReadAsStringAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.OK, html);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        response.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; style-src 'unsafe-inline'"]);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        html.ShouldContain("CN001");
        html.ShouldContain("ரத்தப் பரிசோதனை");
        html.ShouldContain(id);
        html.ShouldContain("lang=\"ta\"");
        html.ShouldNotContain("<script");
    }

    [Fact]
    public async Task A_pdf_is_printed_or_the_caller_told_what_to_install()
    {
        var id = await AuditAsync(Overcharged);

        foreach (var path in new[] { "pdf?", "letter?format=pdf&" })
        {
            using var response = await server.GetAsync($"/analyze/{id}/{path}user_id=alice");

            if (ChildProcess.IsInstalled(PdfPrinter.Program))
            {
                response.StatusCode.ShouldBe(HttpStatusCode.OK);
                (await response.Content.ReadAsByteArrayAsync()).AsSpan().StartsWith("%PDF-"u8).ShouldBeTrue();
                response.Content.Headers.ContentDisposition!.FileName!.ShouldContain(id);
            }
            else
            {
                response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
                (await RunningServer.JsonAsync(response)).GetProperty("detail").GetString()!.ShouldContain("weasyprint");
            }
        }
    }

    [Fact]
    public async Task The_letter_comes_in_the_language_of_the_bill_and_in_english_or_in_the_one_asked_for()
    {
        var id = await AuditAsync(Overcharged);

        var both = await TextAsync($"/analyze/{id}/letter?user_id=alice");
        var hindi = await TextAsync($"/analyze/{id}/letter?user_id=alice&language=hindi");

        both.ShouldContain("ஆட்சேபத் தொகை: ₹550.00");
        both.ShouldContain("Disputed: ₹550.00");
        hindi.ShouldContain("आपत्ति की राशि: ₹550.00");
        hindi.ShouldNotContain("Disputed");
    }

    [Fact]
    public async Task Where_nothing_was_found_there_is_no_letter()
    {
        var id = await AuditAsync("ECG   03/11/2025   1   100.00   100.00");

        await RunningServer.ShouldBeProblemAsync(server.GetAsync($"/analyze/{id}/letter?user_id=alice"), HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("language=latin", "language")]
    [InlineData("language=auto", "language")]
    [InlineData("format=docx", "format")]
    public async Task A_letter_that_cannot_be_written_names_the_field(string query, string field)
    {
        var id = await AuditAsync(Overcharged);

        await RunningServer.ShouldBeProblemAsync(server.GetAsync($"/analyze/{id}/letter?user_id=alice&{query}"), HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task Another_users_audit_is_as_one_that_does_not_exist()
    {
        var id = await AuditAsync(Overcharged);

        foreach (var path in new[] { "html", "pdf", "letter" })
        {
            using var anothers = await server.GetAsync($"/analyze/{id}/{path}?user_id=mallory");
            using var missing = await server.GetAsync($"/analyze/a_01JD3ZZZZZZZZZZZZZZZZZZZZZ/{path}?user_id=mallory");
            using var malformed = await server.GetAsync($"/analyze/x/{path}?user_id=mallory");
            anothers.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
            var body = await anothers.Content.ReadAsStringAsync();
            (await missing.Content.ReadAsStringAsync()).ShouldBe(body);
            (await malformed.Content.ReadAsStringAsync()).ShouldBe(body);
        }
    }

    [Fact]
    public async Task A_result_is_whole_again_when_it_is_read_back()
    {
        var id = await AuditAsync(Overcharged);
        var stored = await RunningServer.JsonAsync(server.GetAsync($"/analyze/{id}?user_id=alice"));

        var result = stored.Deserialize<AuditResult>(WireJson.Options)!;

        var again = JsonSerializer.SerializeToElement(result, WireJson.Options);
        foreach (var field in again.EnumerateObject())
            field.Value.GetRawText().ShouldBe(stored.GetProperty(field.Name).GetRawText(), field.Name);
        stored.EnumerateObject().Count().ShouldBe(again.EnumerateObject().Count() + 1); // audit_id
    }

    [Fact]
    public async Task The_schema_is_served_as_it_is_published()
    {
        using var response = await server.GetAsync("/schemas/bill-audit.json");

        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/schema+json");
        (await response.Content.ReadAsStringAsync()).ShouldBe(BillAuditSchema.Json);
    }

    private async Task<string> TextAsync(string path)
    {
        using var response = await server.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<string> AuditAsync(string bill)
    {
        var audit = await RunningServer.JsonAsync(server.PostAsync("/analyze", new
        {
            user_id = "alice",
            file_content = Convert.ToBase64String(Encoding.UTF8.GetBytes(bill)),
            insurance_type = "cghs",
            city_tier = "I",
            nabh = true,
        }));
        return audit.GetProperty("audit_id").GetString()!;
    }
}

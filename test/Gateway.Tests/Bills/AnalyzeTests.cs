using MediAgents.Contract.Storage;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using MediAgents.Documents.Tests.Reading;
using MediAgents.Grains;
using MediAgents.Grains.Audit;
using MediAgents.Grains.BillAuditor;
using MediAgents.Grains.Bills;
using MediAgents.Primitives;
using MediAgents.Records.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Gateway.Tests.Bills;

public sealed class AnalyzeTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Bill = """
        LOTUS CARE HOSPITAL, Jaipur
        Bill No: LC-77      Date: 05/11/2026
        Patient: Test Person

        No  Date        Description                     Qty     Rate      Amount
        1   03/11/2026  Consultation OPD                  1    350.00      350.00
        2   03/11/2026  Electrocardiogram (ECG)           1    975.00      975.00
        3   03/11/2026  Complete Blood Count (CBC)        1    300.00      300.00
        4   03/11/2026  Complete Blood Count (CBC)        1    300.00      300.00
                                                Total:                   1,925.00
        """;

    [Fact]
    public async Task A_text_bill_comes_back_with_lines_findings_and_totals_that_add_up()
    {
        var audit = await AnalyzeAsync(Request(Bill, "cghs"));

        audit.GetProperty("audit_id").GetString()!.ShouldStartWith("a_");
        audit.GetProperty("doc_id").GetString().ShouldBe("doc-1");
        audit.GetProperty("verdict").GetString().ShouldBe("dispute");
        audit.GetProperty("line_items").GetArrayLength().ShouldBe(4);
        var kinds = audit.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("kind").GetString()).ToList();
        kinds.ShouldContain("overcharge");
        kinds.ShouldContain("duplicate");
        var totals = audit.GetProperty("totals");
        totals.GetProperty("claimed_inr").GetDecimal().ShouldBe(1925.00m);
        (totals.GetProperty("allowed_inr").GetDecimal() + totals.GetProperty("disputed_inr").GetDecimal()).ShouldBe(1925.00m);
    }

    [Fact]
    public async Task Each_overcharge_names_list_code_tier_date_and_rate()
    {
        var audit = await AnalyzeAsync(Request(Bill, "cghs"));

        var tariff = audit.GetProperty("findings").EnumerateArray()
            .First(finding => finding.GetProperty("kind").GetString() == "overcharge").GetProperty("tariff");
        tariff.GetProperty("list").GetString().ShouldBe("CGHS");
        tariff.GetProperty("code").GetString().ShouldNotBeNullOrEmpty();
        tariff.GetProperty("name").GetString().ShouldNotBeNullOrEmpty();
        tariff.GetProperty("tier").GetString().ShouldNotBeNullOrEmpty();
        tariff.GetProperty("date").GetString().ShouldBe("2025-10-13");
        tariff.GetProperty("rate_inr").GetDecimal().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task The_same_file_as_a_form_gives_the_same_findings()
    {
        var json = await AnalyzeAsync(Request(Bill, "cghs"));
        using var form = new MultipartFormDataContent
        {
            { new StringContent("alice"), "user_id" },
            { new StringContent("cghs"), "insurance_type" },
            { new StringContent("I"), "city_tier" },
            { new StringContent("true"), "nabh" },
        };
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(Bill));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        form.Add(file, "file", "bill.txt");

        using var response = await server.Client.PostAsync(new Uri("/analyze", UriKind.Relative), form);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RunningServer.JsonAsync(response)).GetProperty("findings").GetRawText().ShouldBe(json.GetProperty("findings").GetRawText());
    }

    [PopplerFact]
    public async Task The_same_bill_as_a_text_pdf_gives_the_same_findings()
    {
        var text = await AnalyzeAsync(Request(Bill, "cghs"));

        var pdf = await AnalyzeAsync(new
        {
            user_id = "alice",
            file_content = Convert.ToBase64String(PdfPage.Of(Bill)),
            insurance_type = "cghs",
            city_tier = "I",
            nabh = true,
        });

        Essence(pdf).ShouldBe(Essence(text));
        pdf.GetProperty("totals").GetRawText().ShouldBe(text.GetProperty("totals").GetRawText());
    }

    private static List<string> Essence(JsonElement audit) =>
        [.. audit.GetProperty("findings").EnumerateArray().Select(finding => $"{finding.GetProperty("kind")} {finding.GetProperty("lines")} {finding.GetProperty("amount_inr")}")];

    [Fact]
    public async Task An_audit_can_be_fetched_again_by_its_owner_only()
    {
        var audit = await AnalyzeAsync(Request(Bill, "cghs"));
        var path = $"/analyze/{audit.GetProperty("audit_id").GetString()}";

        using var own = await server.Client.GetAsync(new Uri($"{path}?user_id=alice", UriKind.Relative));
        using var anothers = await server.Client.GetAsync(new Uri($"{path}?user_id=mallory", UriKind.Relative));

        (await RunningServer.JsonAsync(own)).GetProperty("totals").GetRawText().ShouldBe(audit.GetProperty("totals").GetRawText());
        anothers.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_bill_in_the_chat_streams_its_findings_and_answers_with_citations()
    {
        using var response = await server.PostAsync("/chat/", new
        {
            user_id = "alice",
            message = "Is this bill right?",
            stream = true,
            attachment = new { file_content = Base64(Bill), file_name = "bill.txt", insurance_type = "cghs" },
        });

        var events = await SseEvents.ReadAllAsync(response);

        events.Where(one => one.Type == "finding").Select(one => one.Data.GetProperty("kind").GetString()).ShouldContain("overcharge");
        events[^1].Type.ShouldBe("answer.completed");
        events[^1].Data.GetProperty("agents")[0].GetString().ShouldBe("bill_auditor");
        events[^1].Data.GetProperty("text").GetString()!.ShouldContain("INR 1,925.00");
        events[^1].Data.GetProperty("citations").GetArrayLength().ShouldBeGreaterThan(1);
        events[^1].Data.GetProperty("text").GetString()!.ShouldNotContain("not a diagnosis");
    }

    [Fact]
    public async Task A_question_about_the_bill_is_answered_from_the_newest_audit()
    {
        await AnalyzeAsync(Request(Bill, "cghs", user: "quentin"));

        var events = await server.AskAsync("quentin", "Was I overcharged on my hospital bill?");

        events[^1].Data.GetProperty("agents")[0].GetString().ShouldBe("bill_auditor");
        events[^1].Data.GetProperty("text").GetString()!.ShouldContain("INR 1,925.00");
    }

    [Fact]
    public async Task Text_that_is_no_bill_is_not_assessable_and_nothing_is_disputed()
    {
        var audit = await AnalyzeAsync(Request("Dear doctor, thank you for everything. Yours, a patient.", "cghs"));

        audit.GetProperty("verdict").GetString().ShouldBe("not_assessable");
        audit.GetProperty("totals").GetProperty("disputed_inr").GetDecimal().ShouldBe(0);
        audit.GetProperty("reasons").GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Negative_quantities_and_absurd_dates_are_findings_and_no_failure()
    {
        const string odd = """
            Description                Date          Qty     Rate      Amount
            Electrocardiogram (ECG)    01/01/1850     -2    175.00     -350.00
            Consultation OPD           31/12/2999      1    350.00      350.00
            Total                                                         0.00
            """;

        var audit = await AnalyzeAsync(Request(odd, "cghs"));

        audit.GetProperty("verdict").GetString().ShouldBeOneOf("clean", "query", "dispute", "not_assessable");
        var totals = audit.GetProperty("totals");
        totals.GetProperty("claimed_inr").GetDecimal()
            .ShouldBe(totals.GetProperty("allowed_inr").GetDecimal() + totals.GetProperty("disputed_inr").GetDecimal());
    }

    [Theory]
    [InlineData("5000", HttpStatusCode.OK)]
    [InlineData("5,000", HttpStatusCode.BadRequest)]
    [InlineData("much", HttpStatusCode.BadRequest)]
    public async Task A_room_limit_of_a_policy_is_read_from_a_form(string limit, HttpStatusCode status)
    {
        const string bill = "Description            Date          Qty     Rate      Amount\nPrivate room rent      02/02/2026      2     8000.00   16000.00\nTotal                                        16000.00\n";
        using var form = new MultipartFormDataContent
        {
            { new StringContent("alice"), "user_id" },
            { new StringContent("private"), "insurance_type" },
            { new StringContent(limit), "room_rent_limit_inr" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(bill)), "file", "bill.txt" },
        };

        using var response = await server.Client.PostAsync(new Uri("/analyze", UriKind.Relative), form);

        response.StatusCode.ShouldBe(status);
        var answer = await RunningServer.JsonAsync(response);
        if (status == HttpStatusCode.OK)
            answer.GetProperty("findings").EnumerateArray().ShouldContain(finding => finding.GetProperty("rule").GetString() == "room.limit");
        else
            answer.GetProperty("field").GetString().ShouldBe("room_rent_limit_inr");
    }

    public static TheoryData<object, HttpStatusCode, string> Bad { get; } = new()
    {
        { new { user_id = "alice" }, HttpStatusCode.BadRequest, "file_content" },
        { new { user_id = "alice", file_content = "" }, HttpStatusCode.BadRequest, "file_content" },
        { new { user_id = "alice", file_content = "not base64!" }, HttpStatusCode.BadRequest, "file_content" },
        { new { user_id = "alice", file_content = 12 }, HttpStatusCode.BadRequest, "file_content" },
        { new { user_id = "alice", file_content = Convert.ToBase64String(new byte[] { 65, 0xC3, 0x28 }) }, HttpStatusCode.BadRequest, "file_content" },
        { new { user_id = "alice", file_content = Convert.ToBase64String(new byte[] { 0, 1, 2, 3 }) }, HttpStatusCode.BadRequest, "file_content" },
        { new { file_content = Base64(Bill) }, HttpStatusCode.BadRequest, "user_id" },
        { new { user_id = "alice", file_content = Base64(Bill), insurance_type = "barter" }, HttpStatusCode.BadRequest, "insurance_type" },
        { new { user_id = "alice", file_content = Base64(Bill), city_tier = "IV" }, HttpStatusCode.BadRequest, "city_tier" },
        { new { user_id = "alice", file_content = Base64(Bill), ward = "rooftop" }, HttpStatusCode.BadRequest, "ward" },
        { new { user_id = "alice", file_content = Base64(Bill), room_rent_limit_inr = 0 }, HttpStatusCode.BadRequest, "room_rent_limit_inr" },
        { new { user_id = "alice", file_content = Base64(Bill), room_rent_limit_inr = -5000 }, HttpStatusCode.BadRequest, "room_rent_limit_inr" },
        { new { user_id = "alice", file_content = Base64(Bill), service_date = "13/13/2025" }, HttpStatusCode.BadRequest, "service_date" },
        { new { user_id = "alice", file_content = Base64(Bill), service_date = "0001-01-01" }, HttpStatusCode.BadRequest, "service_date" },
        { new { user_id = "alice", file_content = Base64(Bill), doc_id = new string('d', 201) }, HttpStatusCode.BadRequest, "doc_id" },
        { new { user_id = "alice", file_content = Base64("  ") }, HttpStatusCode.UnprocessableEntity, "file_content" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Bad_input_is_a_problem_that_names_the_field(object body, HttpStatusCode status, string field)
    {
        using var response = await server.PostAsync("/analyze", body);

        var problem = await RunningServer.JsonAsync(response);
        response.StatusCode.ShouldBe(status);
        problem.GetProperty("field").GetString().ShouldBe(field);
    }

    [PopplerFact]
    public async Task A_broken_pdf_is_a_problem_that_names_the_field()
    {
        using var response = await server.PostAsync("/analyze", new { user_id = "alice", file_content = Convert.ToBase64String("%PDF-1.4 broken"u8) });

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await RunningServer.JsonAsync(response)).GetProperty("field").GetString().ShouldBe("file_content");
    }

    [Fact]
    public async Task An_unreadable_file_of_a_form_is_a_problem_of_the_field_file()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("alice"), "user_id" },
            { new ByteArrayContent("  "u8.ToArray()), "file", "bill.txt" },
        };

        using var response = await server.Client.PostAsync(new Uri("/analyze", UriKind.Relative), form);

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await RunningServer.JsonAsync(response)).GetProperty("field").GetString().ShouldBe("file");
    }

    [Theory]
    [InlineData("tool_missing", HttpStatusCode.ServiceUnavailable)]
    [InlineData("internal", HttpStatusCode.InternalServerError)]
    [InlineData("crashed", HttpStatusCode.InternalServerError)]
    [InlineData("missing", HttpStatusCode.InternalServerError)]
    [InlineData("encrypted", HttpStatusCode.UnprocessableEntity)]
    public async Task A_fault_of_the_server_is_not_blamed_on_the_document(string code, HttpStatusCode status)
    {
        var auditId = await EndedAuditAsync(new AuditFailure(code, "It did not work."));

        using var response = await server.Client.GetAsync(new Uri($"/analyze/{auditId}?user_id=alice", UriKind.Relative));

        var problem = await RunningServer.JsonAsync(response);
        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        problem.GetProperty("status").GetInt32().ShouldBe((int)status);
        problem.GetProperty("detail").GetString().ShouldBe("It did not work.");
        problem.TryGetProperty("field", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("a_1")]
    [InlineData("r_01M7VR3YGH2S6Q0D6X4B9W8K7T")]
    [InlineData("a_%2e%2e%2fsecret")]
    public async Task A_malformed_audit_id_is_not_found(string auditId)
    {
        using var response = await server.Client.GetAsync(new Uri($"/analyze/{auditId}?user_id=alice", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>An audit of alice's that ended as told: all places are taken meanwhile, so its own worker comes too late.</summary>
    private async Task<string> EndedAuditAsync(AuditFailure failure)
    {
        var grains = server.Services.GetRequiredService<IGrains>();
        server.Services.GetRequiredService<UserHasher>().TryHash("alice", out var alice, out _).ShouldBeTrue();
        var auditId = SortableId.New("a_", TimeProvider.System);
        var places = new List<IDisposable>();
        for (var place = 0; place < Math.Max(1, Environment.ProcessorCount); place++)
            places.Add(await server.Services.GetRequiredService<BillAuditing>().EnterAsync(default));
        await grains.AskAsync(GrainKinds.AuditOf(auditId), new RequestAudit(alice.Scope(), new BillDocument("d_none", new BillContext())));
        await grains.AskAsync(GrainKinds.AuditOf(auditId), new StoreOutcome(BillAuditing.Failed(auditId, failure.Code, failure.Message)));
        places.ForEach(place => place.Dispose());
        return auditId;
    }

    [Fact]
    public async Task Ten_megabytes_of_text_are_read_or_refused_and_never_a_failure()
    {
        var text = new StringBuilder();
        while (text.Length < 10_000_000)
            text.Append("Electrocardiogram (ECG)   03/11/2026   1   175.00   175.00\n");

        using var response = await server.PostAsync("/analyze", Request(text.ToString(), "cghs"));

        ((int)response.StatusCode).ShouldBeLessThan(500);
    }

    private static object Request(string bill, string insurance, string user = "alice") => new
    {
        user_id = user,
        doc_id = "doc-1",
        file_content = Base64(bill),
        insurance_type = insurance,
        city_tier = "I",
        nabh = true,
    };

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private async Task<JsonElement> AnalyzeAsync(object body)
    {
        using var response = await server.PostAsync("/analyze", body);
        var json = await RunningServer.JsonAsync(response);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, json.GetRawText());
        return json;
    }
}

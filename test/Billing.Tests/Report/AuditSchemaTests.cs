using System.Text.Json;
using System.Text.Json.Nodes;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Reading;
using MediAgents.Billing.Report;
using MediAgents.Primitives;

namespace MediAgents.Billing.Tests.Report;

/// <summary>
/// The published schema says what results are, and says it of every field. After a change of the types that is meant, run with
/// RECORD_SCHEMA=1: the file gets the new structure and keeps its descriptions; what is new has to be described by hand.
/// </summary>
public sealed class AuditSchemaTests
{
    private static readonly JsonSerializerOptions Indented = new(WireJson.Options) { WriteIndented = true };

    public static TheoryData<string> Bills { get; } =
    [
        "cghs", "private", "none", "esi", "no bill", "empty", "hindi", "surgery-layout.txt", "private-stay.csv", "clinic-list.txt",
    ];

    [Fact]
    public void The_published_schema_has_the_structure_of_the_types()
    {
        if (Environment.GetEnvironmentVariable("RECORD_SCHEMA") is { Length: > 0 })
            Record();
        var published = JsonNode.Parse(BillAuditSchema.Json)!;

        Undescribed(published);

        published.ToJsonString(Indented).ShouldBe(AuditSchema.OfTypes().ToJsonString(Indented));
    }

    [Fact]
    public void Every_field_is_described()
    {
        var missing = new List<string>();
        Visit(JsonNode.Parse(BillAuditSchema.Json)!, "$", (path, schema) =>
        {
            if (schema["description"] is not JsonValue { } description || ((string)description!).Length < 10)
                missing.Add(path);
        });

        missing.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Bills))]
    public void Real_results_are_valid(string bill)
    {
        var result = JsonSerializer.SerializeToNode(ResultOf(bill), WireJson.Options)!;

        SchemaCheck.Faults(JsonNode.Parse(BillAuditSchema.Json)!, result).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("verdict", "\"perhaps\"")]
    [InlineData("confidence", "1.5")]
    [InlineData("totals", "{\"claimed_inr\":1}")]
    [InlineData("findings", "{}")]
    [InlineData("surprise", "1")]
    [InlineData("line_items", "[{\"line\":0}]")]
    public void What_is_no_result_is_not_valid(string field, string value)
    {
        var result = JsonSerializer.SerializeToNode(ResultOf("cghs"), WireJson.Options)!.AsObject();
        result[field] = JsonNode.Parse(value);

        SchemaCheck.Faults(JsonNode.Parse(BillAuditSchema.Json)!, result).ShouldNotBeEmpty();
    }

    private static AuditResult ResultOf(string bill) => bill switch
    {
        "cghs" => Faulty().Audit(),
        "private" => Faulty().Audit(TestBill.Private),
        "none" => Faulty().Audit(new AuditOptions { Clock = TestBill.Cghs.Clock, ServiceDate = new(2025, 11, 3), Language = "auto" }),
        "esi" => Faulty().Audit(TestBill.Cghs with { InsuranceType = InsuranceType.Esi }),
        "no bill" => BillAudit.Audit(new BillText("Dear doctor, thank you."), TestBill.Cghs),
        "empty" => BillAudit.Audit(new BillText(""), new AuditOptions()),
        "hindi" => BillAudit.Audit(new BillText("विवरण   मात्रा   दर   राशि\nईसीजी   1   975.00   975.00\nकुल   975.00\n") { Languages = ["hindi", "english"] }, TestBill.Cghs),
        _ => BillAudit.Audit(new BillText(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Audit", "Golden", bill))), TestBill.Cghs),
    };

    private static TestBill Faulty() => new TestBill().Stay("01/11/2025", "04/11/2025")
        .Line("Consultation OPD", 1, 900).Line("ECG", 1, 300).Line("ECG", 1, 300).Line("Lipid profile", 1, 450, amount: 500)
        .Line("Tab Atorvastatin 10 mg", 10, 6).Line("Surgical gloves", 2, 25).Line("X ray", 1, 300).Line("Something unheard of", -2, 300).Total(9000);

    private static void Record()
    {
        var described = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        Visit(JsonNode.Parse(File.ReadAllText(AuditSchema.File()))!, "$", (path, schema) =>
        {
            if (schema["description"] is { } description)
                described[path] = description.DeepClone();
        });
        var recorded = AuditSchema.OfTypes();
        Visit(recorded, "$", (path, schema) =>
        {
            if (described.TryGetValue(path, out var description))
                schema.Insert(path == "$" ? 2 : 0, "description", description);
        });
        File.WriteAllText(AuditSchema.File(), recorded.ToJsonString(Indented) + "\n");
    }

    private static void Undescribed(JsonNode schema) => Visit(schema, "$", (_, one) => one.Remove("description"));

    /// <summary>Every schema of a property, and the whole; items are described by their array.</summary>
    private static void Visit(JsonNode node, string path, Action<string, JsonObject> see)
    {
        if (node is not JsonObject schema)
            return;
        see(path, schema);
        VisitParts(schema, path, see);
    }

    private static void VisitParts(JsonObject schema, string path, Action<string, JsonObject> see)
    {
        foreach (var (name, property) in schema["properties"]?.AsObject().ToList() ?? [])
            Visit(property!, $"{path}.{name}", see);
        if (schema["items"] is JsonObject items)
            VisitParts(items, $"{path}[]", see);
    }
}

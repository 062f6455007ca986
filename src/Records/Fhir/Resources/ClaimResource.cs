using System.Text.Json.Nodes;
using MediAgents.Records.Fhir.Writing;

namespace MediAgents.Records.Fhir.Resources;

/// <summary>Audited bills (https://hl7.org/fhir/R4/claim.html): each charge an item with its amount, the outcome of the audit beside them.</summary>
internal static class ClaimResource
{
    public static FhirResource Of(AuditedBill bill, Subject subject) => new(
        subject.Id("Claim", bill.AuditId),
        Node.Of(
            ("status", "active"),
            ("type", Concepts.Coded(CodeSystems.ClaimType, "institutional")),
            ("use", "claim"),
            ("patient", Concepts.To(subject.Patient)),
            ("created", bill.BillDate is { } printed ? FhirText.Date(printed) : FhirText.Moment(bill.Time)),
            ("provider", Concepts.Named(bill.Hospital) ?? Concepts.Named("unknown")),
            ("priority", Concepts.Coded(CodeSystems.ProcessPriority, "normal")),
            ("supportingInfo", Node.List(
                Outcome(1, "Allowed by the audit", bill.Allowed),
                Outcome(2, "Disputed by the audit", bill.Disputed))),
            ("insurance", Node.List(Insurance(subject))),
            ("item", Node.List(bill.Lines.Select((line, index) => Item(index + 1, line)))),
            ("total", Concepts.Inr(bill.Claimed))));

    private static JsonObject Outcome(int sequence, string what, decimal amount) => Node.Of(
        ("sequence", sequence),
        ("category", Concepts.Said(what)),
        ("valueQuantity", Node.Of(("value", amount), ("unit", "INR"))));

    private static JsonObject Insurance(Subject subject) => Node.Of(
        ("sequence", 1),
        ("focal", true),
        ("coverage", subject.Coverage is { } coverage ? Concepts.To(coverage) : Concepts.Named("not known")));

    private static JsonObject Item(int sequence, BilledLine line) => Node.Of(
        ("sequence", sequence),
        ("productOrService", Concepts.Said(line.Description) ?? Concepts.Said($"Line {line.Line}")),
        ("servicedDate", line.Date is { } day ? FhirText.Date(day) : null),
        ("quantity", line.Quantity is { } quantity ? Node.Of(("value", quantity), ("unit", FhirText.Clean(line.Unit))) : null),
        ("unitPrice", line.Rate is { } rate ? Concepts.Inr(rate) : null),
        ("net", Concepts.Inr(line.Amount)));
}

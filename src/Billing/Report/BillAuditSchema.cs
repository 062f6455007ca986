using MediAgents.Primitives.Html;

namespace MediAgents.Billing.Report;

/// <summary>The published JSON schema of audits, draft 2020-12; the file stands beside this one.</summary>
public static class BillAuditSchema
{
    private static readonly Lazy<string> Text = new(() => TextResource.Read(typeof(BillAuditSchema).Assembly, "bill-audit.schema.json"));

    public static string Json => Text.Value;
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MediAgents.Primitives;

namespace MediAgents.Records.Reports;

/// <summary>What a version was drafted from: ids and versions of everything that was read.</summary>
/// <param name="ProfileVersion">0 when no profile was stored.</param>
/// <param name="Events">Each as <c>id@version</c>, oldest first.</param>
/// <param name="EventsLeftOut">Older events that were not read because there are too many.</param>
/// <param name="Runs">Each as <c>specialist:run</c>.</param>
/// <param name="Audits">Audit ids.</param>
/// <param name="Hash">SHA-256 over all of the above and over what else decides the report, in lower-case hexadecimal.</param>
public sealed record ReportInputs(
    int ProfileVersion,
    IReadOnlyList<string> Events,
    long EventsLeftOut,
    IReadOnlyList<string> Runs,
    IReadOnlyList<string> Audits,
    string Hash)
{
    /// <param name="material">What was read.</param>
    /// <param name="how">What else decides the report: model, prompt, title, period.</param>
    public static ReportInputs Of(ReportMaterial material, params IReadOnlyList<string?> how)
    {
        var inputs = new ReportInputs(
            material.Profile?.Version ?? 0,
            [.. material.Events.Select(one => $"{one.Id}@{one.Version}")],
            material.EventsLeftOut,
            [.. material.Opinions.Select(opinion => $"{opinion.Specialist}:{opinion.RunId}")],
            [.. material.Audits.Select(audit => audit.AuditId)],
            Hash: "");
        return inputs with { Hash = HashOf(new { inputs, how }) };
    }

    /// <summary>SHA-256 of a value as JSON, in lower-case hexadecimal.</summary>
    public static string HashOf<T>(T value) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value, WireJson.Options)));

    /// <summary>The first 12 hexadecimal digits of the SHA-256 of some parts.</summary>
    internal static string ShortHashOf(params IReadOnlyList<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..12];
}

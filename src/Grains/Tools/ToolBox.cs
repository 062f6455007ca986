using System.Text.Json;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;

namespace MediAgents.Grains.Tools;

/// <summary>All tools by name; every call is in the audit trail before it is done.</summary>
public sealed class ToolBox : IToolBox
{
    private const string Action = "tool.call";

    private readonly Dictionary<string, AgentTool> byName;
    private readonly IAuditTrail trail;

    public ToolBox(IEnumerable<AgentTool> tools, IAuditTrail trail)
    {
        this.trail = trail;
        byName = tools.ToDictionary(tool => tool.Description.Name, StringComparer.Ordinal);
        Tools = [.. byName.Values.Select(tool => tool.Description).OrderBy(tool => tool.Name, StringComparer.Ordinal)];
    }

    public IReadOnlyList<ToolDescription> Tools { get; }

    public async ValueTask<ToolResult> CallAsync(PatientScope scope, string name, JsonElement arguments, CancellationToken cancellationToken = default)
    {
        if (!byName.TryGetValue(name, out var tool))
            return Refused($"There is no tool of that name; there are {string.Join(", ", byName.Keys.Order(StringComparer.Ordinal))}.");
        await trail.RecordAsync(Access.By(scope, Action, name), cancellationToken);
        try
        {
            return await tool.CallAsync(scope, arguments, cancellationToken);
        }
        catch (ToolRefusedException refused)
        {
            return Refused(refused.Message);
        }
    }

    private static ToolResult Refused(string why) => new(JsonSerializer.SerializeToElement(new { error = why }, WireJson.Options), IsError: true, []);
}

using System.Text.Json;
using MediAgents.Grains.Tools;
using MediAgents.Primitives;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MediAgents.Gateway.Mcp;

/// <summary>A tool of the agents as MCP offers it, for one patient.</summary>
internal sealed class PatientTool(IToolBox box, ToolDescription tool, PatientScope scope) : McpServerTool
{
    public override Tool ProtocolTool { get; } = new()
    {
        Name = tool.Name,
        Title = tool.Title,
        Description = tool.Description,
        InputSchema = tool.InputSchema,
    };

    public override IReadOnlyList<object> Metadata => [];

    public override async ValueTask<CallToolResult> InvokeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        var arguments = JsonSerializer.SerializeToElement(request.Params?.Arguments, WireJson.Options);
        var (content, isError, _) = await box.CallAsync(scope, ProtocolTool.Name, arguments, cancellationToken);
        return new CallToolResult
        {
            Content = [new TextContentBlock { Text = content.GetRawText() }],
            StructuredContent = content,
            IsError = isError,
        };
    }
}

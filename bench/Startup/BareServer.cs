using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MediAgents.Bench.Startup;

/// <summary>A web application that does nothing: what starting and idling cost before anything of ours.</summary>
internal static class BareServer
{
    /// <summary>The argument that makes this program be one.</summary>
    public const string Argument = "bare-server";

    public static Task RunAsync()
    {
        var app = WebApplication.Create();
        app.MapGet("/health", () => Results.Ok());
        return app.RunAsync();
    }
}

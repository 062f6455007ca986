using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Gateway.OpenApi;

/// <summary>The description of the API at <c>/openapi.json</c> and its page at <c>/docs</c> (requirement F10).</summary>
internal static class OpenApiSetup
{
    public static void AddApiDescription(this IServiceCollection services) =>
        services.AddOpenApi(options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "MediAgents";
            document.Info.Version = ProductVersion.Current;
            document.Info.Description = "Specialist medical agents over a patient's own record, and hospital-bill audits. No answer is a diagnosis.";
            return Task.CompletedTask;
        }));

    public static void MapApiDescription(this WebApplication app)
    {
        app.MapOpenApi("/openapi.json");
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "docs";
            page.SwaggerEndpoint("/openapi.json", "MediAgents");
            page.DocumentTitle = "MediAgents API";
        });
    }
}

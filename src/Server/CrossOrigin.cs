using MediAgents.Server.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Server;

/// <summary>Which pages of other origins may call (<c>ALLOW_ORIGINS</c>: origins separated by commas, or <c>*</c>).</summary>
internal static class CrossOrigin
{
    private const string Anyone = "*";

    public static void UseCrossOrigin(this WebApplication app, IConfiguration settings)
    {
        var origins = (settings["ALLOW_ORIGINS"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (origins.Length == 0)
            return;
        if (origins.Any(origin => origin != Anyone && !Uri.IsWellFormedUriString(origin, UriKind.Absolute)))
            throw new SettingException("ALLOW_ORIGINS", "is a list of origins such as https://app.example.org, or *.");
        app.UseCors(policy =>
        {
            policy.AllowAnyMethod().WithHeaders("Authorization", "Content-Type", "Idempotency-Key", "If-Match", "Last-Event-ID", "X-API-Key")
                .WithExposedHeaders("ETag", "Location");
            if (origins.Contains(Anyone))
                policy.AllowAnyOrigin();
            else
                policy.WithOrigins(origins);
        });
    }

    public static IServiceCollection AddCrossOrigin(this IServiceCollection services) => services.AddCors();
}

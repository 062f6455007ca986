using MediAgents.Gateway.Health;
using MediAgents.Grains;
using MediAgents.Grains.Embedded;
using MediAgents.Server.Settings;
using MediAgents.Silo.Hosting;
using MediAgents.Telemetry;
using MediAgents.Telemetry.Exposition;
using MediAgents.Telemetry.Requests;
using MediAgents.Telemetry.Tracing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Dashboard;
using Orleans.Hosting;
using Orleans.Runtime;

namespace MediAgents.Server.Cluster;

/// <summary>A node of a cluster: stores and agents, found and placed by Orleans; over HTTP only how it is.</summary>
public static class SiloHost
{
    private const string DefaultUrl = "http://127.0.0.1:8081";
    private const string ServiceName = "mediagents-silo";

    /// <exception cref="SettingException">A setting is wrong; the message names it.</exception>
    public static WebApplication Build(IConfiguration settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddConfiguration(settings);
        var cluster = ClusterSettings.Read(settings);
        var membership = cluster.Membership(settings);
        var address = cluster.Address();
        var drain = SettingsBinder.Bind<DrainSettings>(settings);
        var dashboard = DashboardKey.Read(settings);

        Logs.Configure(builder.Logging, settings);
        builder.WebHost.UseUrls(settings["ASPNETCORE_URLS"] is { Length: > 0 } urls ? urls : DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddStores(settings, ofSeveral: true, allowGeneratedKeys: false);
        builder.Services.AddRebuiltState(settings);
        builder.Services.AddAgentServices(settings);
        builder.UseOrleans(silo =>
        {
            membership.Join(silo, cluster.SiloName ?? $"{Environment.MachineName}-{cluster.SiloPort}", address, cluster.SiloPort, cluster.SiloGatewayPort);
            silo.AddHostedGrains(GrainsSetup.Kinds, new EmbeddedGrainOptions { DrainTimeout = TimeSpan.FromSeconds(drain.DrainSeconds) }, membership.Calls);
            if (dashboard is not null)
                silo.AddDashboard();
        });
        builder.Services.AddTelemetry(SettingsBinder.Bind<TracingOptions>(settings), ServiceName);
        builder.Services.AddAgentDependencies();
        builder.Services.AddSingleton(provider => MembershipOf(provider.GetRequiredService<ISiloStatusOracle>()));
        builder.Services.AddHostedService<Preparation>();
        Announcement.AddTo(builder.Services, describesApi: false);
        StopDelay.AddTo(builder.Services, drain);

        var app = builder.Build();
        StoreSetup.Hold(app.Services);
        StoreSetup.OpenOrExplain(app.Services);
        ClusterSchema.Migrate(membership);
        app.UseRequestTelemetry();
        app.MapHealth();
        app.MapMetrics();
        if (dashboard is not null)
            dashboard.Map(app);
        return app;
    }

    private static Dependency MembershipOf(ISiloStatusOracle silos) =>
        new("membership", Required: true, _ => ValueTask.FromResult(
            silos.CurrentStatus == SiloStatus.Active ? null : $"This silo is {silos.CurrentStatus.ToString().ToLowerInvariant()} in the cluster."));
}

using MediAgents.Documents.Printing;
using MediAgents.Gateway;
using MediAgents.Gateway.Limits;
using MediAgents.Grains;
using MediAgents.Grains.Embedded;
using MediAgents.Server.Settings;
using MediAgents.Server.Upkeep;
using MediAgents.Telemetry;
using MediAgents.Telemetry.Tracing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MediAgents.Server;

/// <summary>Puts the product together: stores, agents and HTTP in one process, or the gateway of a cluster.</summary>
public static class ServerHost
{
    private const long Megabyte = 1024 * 1024;
    private const string ServiceName = "mediagents";

    /// <exception cref="SettingException">A setting is wrong; the message names it.</exception>
    public static WebApplication Build(IConfiguration settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddConfiguration(settings);
        builder.WebHost.UseKestrelHttpsConfiguration();
        RefuseWhatIsNotTaken(builder.Configuration);
        var gateway = SettingsBinder.Bind<GatewayOptions>(settings);
        var keys = ApiKeys.Of(settings);
        var addresses = ListenAddresses.Of(settings["ASPNETCORE_URLS"], keys);

        Logs.Configure(builder.Logging, settings);
        builder.WebHost.UseUrls([.. addresses.Urls]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // A file travels in base64, a third larger than it is.
            kestrel.Limits.MaxRequestBodySize = gateway.MaxFileSizeMb * Megabyte / 3 * 4 + Megabyte;
        });
        builder.Services.Configure<FormOptions>(form =>
        {
            form.MultipartBodyLengthLimit = gateway.MaxFileSizeMb * Megabyte + Megabyte;
            // In memory whole: the framework would put the rest, a patient's file, unsealed into a temporary folder.
            form.MemoryBufferThreshold = (int)(gateway.MaxFileSizeMb * Megabyte + Megabyte);
        });

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(keys);
        builder.Services.AddSingleton(Options.Create(gateway));
        builder.Services.AddSingleton(Options.Create(SettingsBinder.Bind<RequestLimitOptions>(settings)));
        var drain = SettingsBinder.Bind<DrainSettings>(settings);
        builder.Services.AddStores(settings, ofSeveral: IsOfSeveral(settings), allowGeneratedKeys: addresses.OnLoopbackOnly);
        builder.Services.AddSingleton(new PdfPrinter(new PdfPrinterOptions()));
        builder.AddAgents(settings, drain);
        builder.Services.AddTelemetry(SettingsBinder.Bind<TracingOptions>(settings), ServiceName);
        builder.Services.AddGateway();
        builder.Services.AddCrossOrigin();
        builder.Services.AddPrintingDependency();
        Announcement.AddTo(builder.Services, describesApi: true);
        builder.Services.AddUpkeep(settings);
        StopDelay.AddTo(builder.Services, drain);

        var app = builder.Build();
        StoreSetup.Hold(app.Services);
        StoreSetup.OpenOrExplain(app.Services);
#if CLUSTER
        Cluster.GatewayCluster.MigrateCluster(app.Services);
#endif
        app.UseCrossOrigin(settings);
        app.UseGateway();
        return app;
    }

    /// <summary>
    /// Kestrel would also listen where a section of its own says, past the check of ASPNETCORE_URLS.
    /// </summary>
    private static void RefuseWhatIsNotTaken(IConfiguration configuration)
    {
        if (configuration.GetSection("Kestrel:Endpoints").Exists())
            throw new SettingException("Kestrel:Endpoints", "is not taken; set ASPNETCORE_URLS.");
    }

    private static bool IsOfSeveral(IConfiguration settings) => !string.IsNullOrWhiteSpace(settings["CLUSTER_ID"]);

    /// <summary>The agents: in this process, or in the silos of the cluster that the settings name.</summary>
    private static void AddAgents(this WebApplicationBuilder builder, IConfiguration settings, DrainSettings drain)
    {
#if CLUSTER
        if (Cluster.ClusterSettings.AreSet(settings))
        {
            Cluster.GatewayCluster.AddClusterGrains(builder);
            return;
        }
#else
        if (IsOfSeveral(settings))
            throw new SettingException("CLUSTER_ID", "this build runs agents in its own process only; clusters need one made with EnableCluster=true.");
#endif
        builder.Services.AddAgentServices(settings);
        builder.Services.AddEmbeddedGrains(GrainsSetup.Kinds, options => options.DrainTimeout = TimeSpan.FromSeconds(drain.DrainSeconds));
        builder.Services.AddAgentDependencies();
        builder.Services.AddHostedService<Preparation>();
    }
}

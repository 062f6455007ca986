using MediAgents.Documents.Printing;
using MediAgents.Documents.Reading;
using MediAgents.Gateway;
using MediAgents.Grains;
using MediAgents.Grains.Audit;
using MediAgents.Grains.Conversation;
using MediAgents.Grains.DocumentAnalyst;
using MediAgents.Grains.Embedded;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.ReportWriter;
using MediAgents.Grains.Run;
using MediAgents.Knowledge;
using MediAgents.Knowledge.Starter;
using MediAgents.Models.Answers;
using MediAgents.Server.Settings;
using MediAgents.Server.Upkeep;
using MediAgents.Storage;
using MediAgents.Telemetry;
using MediAgents.Telemetry.Tracing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MediAgents.Server;

/// <summary>Puts the product together in one process: stores, agents on the embedded host, HTTP.</summary>
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
        builder.Services.AddStores(settings, addresses);
        builder.Services.AddDomain(settings);
        builder.Services.AddAgents(settings);
        builder.Services.AddTelemetry(SettingsBinder.Bind<TracingOptions>(settings), ServiceName);
        builder.Services.AddGateway();
        builder.Services.AddCrossOrigin();
        builder.Services.AddDependencies();
        builder.Services.AddHostedService<Warmup>();
        builder.Services.AddUpkeep(settings);

        var app = builder.Build();
        StoreSetup.Hold(app.Services);
        StoreSetup.OpenOrExplain(app.Services);
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

    private static void AddDomain(this IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton(SettingsBinder.Bind<ConfidenceSettings>(settings).ToThresholds());
        services.AddSingleton<StarterKnowledge>();
        services.AddSingleton<IKnowledge>(provider => provider.GetRequiredService<StarterKnowledge>());
        services.AddSingleton<IAnswerWriter, ExtractiveWriter>();
        services.AddSingleton(new DocumentReader(new DocumentReaderOptions()));
        services.AddSingleton(new PdfPrinter(new PdfPrinterOptions()));
    }

    private static void AddAgents(this IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton(Options.Create(SettingsBinder.Bind<RunOptions>(settings)));
        services.AddSingleton(Options.Create(SettingsBinder.Bind<ConversationOptions>(settings)));
        services.AddSingleton<BillAuditing>();
        services.AddSingleton<DocumentAnalysis>();
        services.AddSingleton<ReportDrafting>();
        services.AddEmbeddedGrains(GrainsSetup.Kinds);
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MediAgents.Telemetry.Tracing;

/// <summary>
/// Sends spans to the collector that the settings name, in batches in the background. Disposing sends what is left, for a
/// few seconds at most.
/// </summary>
public sealed class TraceExport : IDisposable
{
    private readonly OpenTelemetrySdk? sdk;

    /// <param name="options">Where to.</param>
    /// <param name="settings">The other variables of OpenTelemetry: headers, timeout, sampler.</param>
    /// <param name="service">How this process is named in traces.</param>
    /// <param name="version">The version that runs.</param>
    /// <param name="furtherSources">Names of the sources of other parts.</param>
    public TraceExport(TracingOptions options, IConfiguration settings, string service, string version, IEnumerable<string> furtherSources)
    {
        if (options.TracesEndpoint is not { } endpoint)
            return;
        sdk = OpenTelemetrySdk.Create(telemetry =>
        {
            telemetry.Services.AddSingleton(settings);
            telemetry.ConfigureResource(resource => resource.AddService(service, serviceVersion: version, autoGenerateServiceInstanceId: false));
            telemetry.WithTracing(tracing => tracing.AddSource([Spans.SourceName, .. furtherSources]).AddOtlpExporter(exporter =>
                (exporter.Endpoint, exporter.Protocol) = (endpoint, OtlpExportProtocol.HttpProtobuf)));
        });
    }

    public void Dispose() => sdk?.Dispose();
}

using System.ComponentModel.DataAnnotations;

namespace MediAgents.Telemetry.Tracing;

/// <summary>Where traces go; the setting has the property's name in capitals.</summary>
public sealed class TracingOptions
{
    /// <summary>
    /// OTEL_EXPORTER_OTLP_ENDPOINT: base address of a collector that takes OTLP over HTTP, e.g. <c>http://collector:4318</c>;
    /// traces go to <c>v1/traces</c> below it. Empty: no traces.
    /// </summary>
    [HttpAddress(ErrorMessage = "is no address such as http://collector:4318.")]
    public string? OtelExporterOtlpEndpoint { get; set; }

    /// <summary>Where traces go; null for nowhere.</summary>
    public Uri? TracesEndpoint =>
        string.IsNullOrEmpty(OtelExporterOtlpEndpoint) ? null : new Uri($"{OtelExporterOtlpEndpoint.TrimEnd('/')}/v1/traces");
}

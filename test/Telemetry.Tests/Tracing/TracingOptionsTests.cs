using System.ComponentModel.DataAnnotations;
using MediAgents.Telemetry.Tracing;

namespace MediAgents.Telemetry.Tests.Tracing;

public sealed class TracingOptionsTests
{
    [Theory]
    [InlineData("http://collector:4318", "http://collector:4318/v1/traces")]
    [InlineData("https://otel.example.org/tenant/", "https://otel.example.org/tenant/v1/traces")]
    public void Traces_go_below_the_endpoint(string endpoint, string traces)
    {
        var options = new TracingOptions { OtelExporterOtlpEndpoint = endpoint };

        Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true).ShouldBeTrue();
        options.TracesEndpoint.ShouldBe(new Uri(traces));
    }

    [Theory]
    [InlineData("collector:4318")]
    [InlineData("/v1/traces")]
    [InlineData("ftp://collector")]
    [InlineData("http://")]
    [InlineData("http://collector:port")]
    [InlineData("http://collector?key=1")]
    public void What_is_no_address_of_a_collector_is_refused(string endpoint)
    {
        var options = new TracingOptions { OtelExporterOtlpEndpoint = endpoint };

        Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_an_endpoint_traces_go_nowhere(string? endpoint)
    {
        var options = new TracingOptions { OtelExporterOtlpEndpoint = endpoint };

        Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true).ShouldBeTrue();
        options.TracesEndpoint.ShouldBeNull();
    }
}

using System.ComponentModel.DataAnnotations;

namespace MediAgents.Telemetry.Tracing;

/// <summary>An absolute address of http or https without query; absent is valid.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HttpAddressAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value switch
    {
        null or "" => true,
        string text => Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            && address is { Host.Length: > 0, Query: "", Fragment: "" },
        _ => false,
    };
}

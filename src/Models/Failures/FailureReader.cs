using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace MediAgents.Models.Failures;

/// <summary>Tells what a failure of the library or of the network means.</summary>
internal static class FailureReader
{
    private static readonly string[] LengthCodes = ["context_length_exceeded", "string_above_max_length", "request_too_large"];

    /// <summary>False for what is none of the endpoint's: a cancellation, or a mistake in this code.</summary>
    public static bool Knows(Exception failure) => failure is ModelException or ClientResultException or HttpRequestException or IOException
        or JsonException or FormatException or InvalidDataException or ArgumentException or KeyNotFoundException or InvalidOperationException
        || (failure is AggregateException { InnerException: { } inner } && Knows(inner));

    /// <summary>A failure that is known, as one of ours.</summary>
    public static ModelException Read(Exception failure, TimeProvider time) => failure switch
    {
        ModelException known => known,
        ClientResultException { InnerException: ModelException known } => known,
        AggregateException { InnerException: { } inner } => Read(inner, time),
        ClientResultException { Status: > 0 } refusal => ReadStatus(refusal, time),
        ClientResultException or HttpRequestException or IOException => ReadNetwork(failure),
        _ => new ModelException(ModelFailures.BadReply, "The model's reply is not in the wire format.") { BlamesEndpoint = true, MayCost = true },
    };

    private static ModelException ReadStatus(ClientResultException refusal, TimeProvider time)
    {
        var status = (HttpStatusCode)refusal.Status;
        var reply = refusal.GetRawResponse();
        var code = ErrorCodeOf(reply);
        return status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                new(ModelFailures.RefusedKey, "The model's endpoint does not accept the key.") { Status = status },
            HttpStatusCode.TooManyRequests => new(ModelFailures.RateLimited, "The model's endpoint has had enough requests for now.")
            {
                Status = status,
                RetryAfter = RetryAfterOf(reply, time),
                // A quota that is used up does not come back within seconds.
                IsTransient = code != "insufficient_quota",
            },
            HttpStatusCode.RequestEntityTooLarge => TooLong(status),
            _ when code is not null && LengthCodes.Contains(code) => TooLong(status),
            HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or >= HttpStatusCode.InternalServerError =>
                new(ModelFailures.Unavailable, $"The model's endpoint answered {refusal.Status}.")
                {
                    Status = status,
                    RetryAfter = RetryAfterOf(reply, time),
                    IsTransient = status is not (HttpStatusCode.NotImplemented or HttpStatusCode.HttpVersionNotSupported),
                    BlamesEndpoint = status >= HttpStatusCode.InternalServerError,
                },
            _ => new(ModelFailures.BadReply, $"The model's endpoint does not take the request ({refusal.Status}).") { Status = status },
        };
    }

    private static ModelException TooLong(HttpStatusCode status) =>
        new(ModelFailures.TooLong, "The conversation does not fit into the model's context.") { Status = status };

    private static ModelException ReadNetwork(Exception failure)
    {
        var http = failure as HttpRequestException ?? failure.InnerException as HttpRequestException;
        var unsent = http?.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
        return new ModelException(ModelFailures.Unavailable, unsent ? "The model's endpoint cannot be reached." : "The connection to the model's endpoint broke.")
        {
            IsTransient = true,
            BlamesEndpoint = true,
            MayCost = !unsent,
        };
    }

    /// <summary>The word at <c>error.code</c> or <c>error.type</c>; never its message, which may quote the request.</summary>
    private static string? ErrorCodeOf(PipelineResponse? reply)
    {
        try
        {
            if (reply is null)
                return null;
            using var json = JsonDocument.Parse(reply.Content);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("error", out var error) || error.ValueKind != JsonValueKind.Object)
                return null;
            return TextOf(error, "code") ?? TextOf(error, "type");
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or IOException)
        {
            return null;
        }
    }

    private static string? TextOf(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Seconds, a date, or (an addition of OpenAI's) milliseconds.</summary>
    private static TimeSpan? RetryAfterOf(PipelineResponse? reply, TimeProvider time)
    {
        if (reply is null)
            return null;
        if (reply.Headers.TryGetValue("retry-after-ms", out var exact) && Number(exact) is { } milliseconds)
            return TimeSpan.FromMilliseconds(milliseconds);
        if (!reply.Headers.TryGetValue("retry-after", out var text))
            return null;
        if (Number(text) is { } seconds)
            return TimeSpan.FromSeconds(seconds);
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until))
            return null;
        var left = until - time.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < int.MaxValue ? number : null;
}

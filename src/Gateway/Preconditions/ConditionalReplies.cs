using System.Text.Json;
using MediAgents.Primitives;
using Microsoft.AspNetCore.Http;

namespace MediAgents.Gateway.Preconditions;

/// <summary>Replies that carry the version of what they show.</summary>
internal static class ConditionalReplies
{
    private const string MediaType = "application/json; charset=utf-8";

    /// <summary>Writes <paramref name="reply"/> with the ETag of <paramref name="version"/>.</summary>
    public static Task WriteVersionAsync<TReply>(
        this HttpResponse response,
        int version,
        TReply reply,
        CancellationToken cancellationToken,
        int status = StatusCodes.Status200OK)
    {
        response.StatusCode = status;
        response.ContentType = MediaType;
        response.Headers.ETag = VersionTag.Of(version);
        return JsonSerializer.SerializeAsync(response.BodyWriter, reply, WireJson.Options, cancellationToken);
    }
}

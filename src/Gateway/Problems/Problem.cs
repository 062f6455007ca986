using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace MediAgents.Gateway.Problems;

/// <summary>An RFC 9457 problem, with the field that is wrong where one is.</summary>
/// <param name="Type">Names the kind of problem; relative to the API, e.g. <c>/problems/invalid-field</c>.</param>
/// <param name="Title">The kind in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong this time, naming the limit; never quotes the request.</param>
/// <param name="Field">The field of the request, e.g. <c>message</c>.</param>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field = null)
{
    public static Problem InvalidField(string field, string detail) =>
        new("/problems/invalid-field", "A field is invalid", StatusCodes.Status400BadRequest, detail, field);

    public static Problem TooLarge(string field, string detail) =>
        new("/problems/too-large", "Too large", StatusCodes.Status413PayloadTooLarge, detail, field);

    public static Problem Unreadable(string field, string detail) =>
        new("/problems/unreadable-document", "The document cannot be read", StatusCodes.Status422UnprocessableEntity, detail, field);

    public static Problem UnsupportedMediaType(string detail) =>
        new("/problems/unsupported-media-type", "Unsupported media type", StatusCodes.Status415UnsupportedMediaType, detail);

    /// <summary>RFC 6585, section 3: who changes something says on which version the change is based.</summary>
    public static Problem PreconditionRequired { get; } = new(
        "/problems/precondition-required",
        "If-Match is required",
        StatusCodes.Status428PreconditionRequired,
        "Send If-Match with the ETag of the version the change is based on.",
        "If-Match");

    /// <summary>RFC 9110, section 15.5.13.</summary>
    public static Problem PreconditionFailed { get; } = new(
        "/problems/precondition-failed",
        "Changed meanwhile",
        StatusCodes.Status412PreconditionFailed,
        "The current version is another one than If-Match names; read it again.",
        "If-Match");

    public static Problem IdempotencyKeyReused { get; } = new(
        "/problems/idempotency-key-reused",
        "Idempotency-Key was used before",
        StatusCodes.Status422UnprocessableEntity,
        "The same Idempotency-Key was sent with another request; each request has a key of its own.",
        "Idempotency-Key");

    public static Problem Conflict(string detail) =>
        new("/problems/conflict", "Not possible as it stands", StatusCodes.Status409Conflict, detail);

    public static Problem Unauthenticated { get; } = new(
        "/problems/unauthenticated",
        "Not authenticated",
        StatusCodes.Status401Unauthorized,
        "Send a valid key as 'Authorization: Bearer KEY' or 'X-API-Key: KEY'.");

    /// <summary>A page of another site may have had its name point here; without keys only its Host header tells.</summary>
    public static Problem ForeignHost { get; } = new(
        "/problems/foreign-host",
        "Not addressed to this machine",
        StatusCodes.Status403Forbidden,
        "Without API keys the server answers only requests to localhost or a loopback address.");

    /// <summary>Says nothing of whose it is: somebody else's data and data that does not exist look the same.</summary>
    public static Problem NotFound { get; } = new(
        "/problems/not-found",
        "Not found",
        StatusCodes.Status404NotFound,
        "There is nothing of that name for this user.");

    public static Problem TooManyRequests(string detail) =>
        new("/problems/rate-limit-exceeded", "Too many requests", StatusCodes.Status429TooManyRequests, detail);

    public static Problem Unavailable(string detail) =>
        new("/problems/unavailable", "Temporarily unavailable", StatusCodes.Status503ServiceUnavailable, detail);

    public static Problem Internal { get; } = new(
        "/problems/internal",
        "Internal error",
        StatusCodes.Status500InternalServerError,
        "Something went wrong here; the log has it under the trace id of this request.");
}

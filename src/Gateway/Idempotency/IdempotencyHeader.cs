using MediAgents.Gateway.Problems;
using MediAgents.Records.Idempotency;

namespace MediAgents.Gateway.Idempotency;

/// <summary>
/// The header <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header, section 2): chosen by the caller, the
/// same on a repetition.
/// </summary>
internal static class IdempotencyHeader
{
    public const string Name = "Idempotency-Key";

    private const int LongestKey = 255;
    private const char FirstVisible = '!', LastVisible = '~';

    /// <summary>The key with what it stands for; null where the header is absent.</summary>
    /// <param name="header">As sent.</param>
    /// <param name="operation">E.g. <c>POST /analyze</c>.</param>
    /// <param name="request">What is asked for, parsed.</param>
    /// <param name="file">What is handed in with it.</param>
    /// <exception cref="ProblemException">Empty, longer than 255 characters, or not of visible ASCII.</exception>
    public static IdempotencyKey? KeyOf<TRequest>(string? header, string operation, TRequest request, ReadOnlyMemory<byte> file = default) =>
        Checked(header) is { } key ? new IdempotencyKey(operation, key, Fingerprint.Of(request, file.Span)) : null;

    /// <inheritdoc cref="KeyOf"/>
    public static string? Checked(string? header) =>
        header is null ? null
        : header.Length is > 0 and <= LongestKey && !header.AsSpan().ContainsAnyExceptInRange(FirstVisible, LastVisible) ? header
        : throw new ProblemException(Problem.InvalidField(Name, $"{Name} is 1 to {LongestKey} visible ASCII characters."));
}

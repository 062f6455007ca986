using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using MediAgents.Primitives;
using MediAgents.Records.Text;

namespace MediAgents.Records.Identity;

/// <summary>Why a user id cannot stand for a patient; safe to show, it never repeats the id.</summary>
/// <param name="Reason">One sentence, naming the limit.</param>
public sealed record UserIdProblem(string Reason);

/// <summary>A user id that cannot stand for a patient: the caller's mistake, a 400.</summary>
public sealed class InvalidUserIdException(UserIdProblem problem) : Exception(problem.Reason)
{
    public UserIdProblem Problem { get; } = problem;
}

/// <summary>
/// Turns a user id into the <see cref="PatientId"/> under which everything of that user is kept:
/// HMAC-SHA256 under <c>USER_HASH_KEY</c> of the id in Unicode form C without white space around it.
/// </summary>
/// <param name="key">32 bytes. Another key makes every patient a stranger.</param>
public sealed class UserHasher(ReadOnlyMemory<byte> key)
{
    /// <summary>The longest user id, in UTF-16 characters, once normalised.</summary>
    public const int MaxLength = 256;

    // Composition shortens at most fourfold, so what is longer than this cannot become short enough; bounds the work.
    private const int MaxRawLength = MaxLength * 4;

    /// <exception cref="InvalidUserIdException">Missing, longer than 256 characters, control characters or broken Unicode.</exception>
    public PatientId Hash(string? userId) =>
        TryHash(userId, out var patient, out var problem) ? patient : throw new InvalidUserIdException(problem);

    /// <summary>As <see cref="Hash"/>, for callers to whom a bad id is an ordinary outcome.</summary>
    public bool TryHash(string? userId, out PatientId patient, [NotNullWhen(false)] out UserIdProblem? problem)
    {
        patient = default;
        problem = Normalize(userId, out var normalized);
        if (problem is not null)
            return false;
        patient = new PatientId(Convert.ToHexStringLower(HMACSHA256.HashData(key.Span, Encoding.UTF8.GetBytes(normalized))));
        return true;
    }

    private static UserIdProblem? Normalize(string? userId, out string normalized)
    {
        normalized = (userId ?? "").Trim();
        if (normalized.Length == 0)
            return new UserIdProblem("user_id is empty.");
        if (normalized.Length > MaxRawLength)
            return new UserIdProblem($"user_id is longer than {MaxLength} characters.");
        if (normalized.Any(char.IsControl))
            return new UserIdProblem("user_id contains control characters.");
        if (HasUnpairedSurrogate(normalized))
            return new UserIdProblem("user_id is not valid Unicode.");

        normalized = CanonicalComposition.Normalize(normalized);
        return normalized.Length > MaxLength ? new UserIdProblem($"user_id is longer than {MaxLength} characters.") : null;
    }

    private static bool HasUnpairedSurrogate(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var consumed) != System.Buffers.OperationStatus.Done)
                return true;
            text = text[consumed..];
        }

        return false;
    }
}

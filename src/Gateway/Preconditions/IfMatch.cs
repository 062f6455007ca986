using System.Globalization;
using MediAgents.Gateway.Problems;
using Microsoft.Net.Http.Headers;

namespace MediAgents.Gateway.Preconditions;

/// <summary>
/// The versions a change may be based on, from the header <c>If-Match</c> (RFC 9110, section 13.1.1). Tags are compared
/// strongly, so a weak one matches nothing.
/// </summary>
internal sealed class IfMatch
{
    public const string Name = "If-Match";

    private readonly List<int> versions;

    private IfMatch(bool isAny, List<int> versions)
    {
        IsAny = isAny;
        this.versions = versions;
    }

    /// <summary>Whether it is <c>*</c>: whatever the current version.</summary>
    public bool IsAny { get; }

    /// <summary>The version where exactly one is possible; otherwise the current one has to be read first.</summary>
    public int? Only => !IsAny && versions.Count == 1 ? versions[0] : null;

    public bool Matches(int version) => IsAny || versions.Contains(version);

    /// <summary>Null when the header is absent.</summary>
    /// <exception cref="ProblemException">It is neither <c>*</c> nor a list of entity tags.</exception>
    public static IfMatch? Of(string? header)
    {
        if (header is null)
            return null;
        if (!EntityTagHeaderValue.TryParseStrictList([header], out var tags) || tags.Count == 0)
            throw Malformed();
        var isAny = tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any));
        if (isAny && tags.Count > 1)
            throw Malformed();
        return new IfMatch(isAny, [.. tags.Where(tag => !tag.IsWeak).Select(VersionOf).OfType<int>().Distinct()]);
    }

    /// <exception cref="ProblemException">The header is absent (428) or malformed (400).</exception>
    public static IfMatch Required(string? header) => Of(header) ?? throw new ProblemException(Problem.PreconditionRequired);

    private static int? VersionOf(EntityTagHeaderValue tag) =>
        int.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && tag.Tag == VersionTag.Of(version)
            ? version
            : null;

    private static ProblemException Malformed() =>
        new(Problem.InvalidField(Name, "If-Match is * or a list of entity tags, e.g. \"3\"."));
}

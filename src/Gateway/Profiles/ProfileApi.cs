using MediAgents.Gateway.Authentication;
using MediAgents.Gateway.Preconditions;
using MediAgents.Gateway.Problems;
using MediAgents.Primitives;
using MediAgents.Records.Profiles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace MediAgents.Gateway.Profiles;

/// <summary>Who the patient is, as they say (requirement E6).</summary>
public static class ProfileApi
{
    private const string Path = "/profile/";

    // The largest valid profile is smaller, even with every character escaped.
    private const long LargestBody = 1024 * 1024;

    // Whoever says * wants to be last, not to wait for ever while others write.
    private const int MostTries = 10;

    public static void MapProfile(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, GetAsync)
            .Produces<ProfileReply>()
            .ProducesProblems(StatusCodes.Status404NotFound)
            .WithTags("Profile")
            .WithSummary("The profile of a patient");
        routes.MapPut(Path, PutAsync)
            .Accepts<ProfileRequest>("application/json")
            .Produces<ProfileReply>()
            .Produces<ProfileReply>(StatusCodes.Status201Created)
            .ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status412PreconditionFailed, StatusCodes.Status428PreconditionRequired)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .WithTags("Profile")
            .WithSummary("Store the profile of a patient")
            .WithDescription("The body is the whole profile. The first one needs no If-Match; each later one names the ETag of the version it is based on.");
    }

    private static async Task GetAsync(
        HttpContext context,
        [FromQuery(Name = "user_id")] string? userId,
        PatientResolver patients,
        IProfileStore store,
        CancellationToken cancellationToken)
    {
        var scope = patients.Resolve(context, userId);
        var found = await store.FindAsync(scope, cancellationToken) ?? throw new ProblemException(Problem.NotFound);
        await context.Response.WriteVersionAsync(found.Version, ProfileReply.Of(found), cancellationToken);
    }

    private static async Task PutAsync(
        HttpContext context,
        [FromHeader(Name = IfMatch.Name)] string? ifMatch,
        PatientResolver patients,
        IProfileStore store,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var request = await RequestBody.ReadSmallAsync<ProfileRequest>(context.Request, cancellationToken);
        var scope = patients.Resolve(context, request.UserId);
        var profile = request.ToProfile(time);
        var condition = IfMatch.Of(ifMatch);
        var stored = condition is null
            ? await store.PutAsync(scope, profile, expectedVersion: 0, cancellationToken) ?? throw new ProblemException(Problem.PreconditionRequired)
            : await ReplaceAsync(store, scope, profile, condition, cancellationToken);
        var status = condition is null ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        await context.Response.WriteVersionAsync(stored.Version, ProfileReply.Of(stored), cancellationToken, status);
    }

    private static async Task<StoredProfile> ReplaceAsync(
        IProfileStore store,
        PatientScope scope,
        PatientProfile profile,
        IfMatch condition,
        CancellationToken cancellationToken)
    {
        for (var tries = 1; tries <= MostTries; tries++)
        {
            var version = condition.Only ?? (await store.FindAsync(scope, cancellationToken))?.Version;
            if (version is not > 0 || !condition.Matches(version.Value))
                break;
            if (await store.PutAsync(scope, profile, version.Value, cancellationToken) is { } stored)
                return stored;
            if (condition.Only is not null)
                break;
        }

        throw new ProblemException(Problem.PreconditionFailed);
    }
}

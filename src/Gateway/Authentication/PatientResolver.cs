using MediAgents.Gateway.Portability;
using MediAgents.Gateway.Problems;
using MediAgents.Primitives;
using MediAgents.Records.Identity;
using Microsoft.AspNetCore.Http;

namespace MediAgents.Gateway.Authentication;

/// <summary>Tells who acts and whose data a request is about, from the caller and the <c>user_id</c> named (contract.md, Identity).</summary>
public sealed class PatientResolver(UserHasher hasher, RecordGates gates)
{
    /// <summary>
    /// As <see cref="Identify"/>, and lets the request in until it ends: a record being erased admits nobody, and those inside
    /// that do not end soon are aborted.
    /// </summary>
    /// <exception cref="ProblemException">As of <see cref="Identify"/>; 503 while the record is being erased.</exception>
    /// <exception cref="AccessDeniedException">As of <see cref="Identify"/>.</exception>
    public PatientScope Resolve(HttpContext context, string? userId)
    {
        var scope = Identify(context, userId);
        context.Response.RegisterForDispose(gates.Enter(scope.Patient, context.Abort));
        return scope;
    }

    /// <exception cref="ProblemException">400: no user is named, or the id is malformed.</exception>
    /// <exception cref="AccessDeniedException">A key bound to one user names another.</exception>
    public PatientScope Identify(HttpContext context, string? userId)
    {
        var caller = context.Caller();
        var named = string.IsNullOrWhiteSpace(userId) ? caller.UserId : userId;
        if (named is null)
            throw new ProblemException(Problem.InvalidField("user_id", "user_id is required: say whose data it is."));
        return new PatientScope(PrincipalOf(caller), HashOf(named));
    }

    private Principal PrincipalOf(Caller caller) =>
        caller.UserId is { } self ? Principal.User(HashOf(self))
        : caller == Caller.Loopback ? Principal.Loopback
        : Principal.Service(caller.Name);

    private PatientId HashOf(string userId) =>
        hasher.TryHash(userId, out var patient, out var problem)
            ? patient
            : throw new ProblemException(Problem.InvalidField("user_id", problem.Reason));
}

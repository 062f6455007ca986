using MediAgents.Gateway.Portability;
using MediAgents.Gateway.Problems;
using MediAgents.Primitives;
using MediAgents.Records.Identity;
using Microsoft.AspNetCore.Http;

namespace MediAgents.Gateway.Authentication;

/// <summary>Tells who acts and whose data a request is about, from the caller and the <c>user_id</c> named (contract.md, Identity).</summary>
public sealed class PatientResolver(UserHasher hasher, RecordGates gates)
{
    /// <summary>As <see cref="Identify"/>, and lets the request in until it ends: a record being erased admits nobody.</summary>
    /// <exception cref="ProblemException">As of <see cref="Identify"/>; 503 while the record is being erased.</exception>
    public PatientScope Resolve(HttpContext context, string? userId)
    {
        var scope = Identify(context, userId);
        context.Response.RegisterForDispose(gates.Enter(scope.Patient));
        return scope;
    }

    /// <exception cref="ProblemException">
    /// 400 when no user is named or the id is malformed; 404 when a key bound to one user names another.
    /// </exception>
    public PatientScope Identify(HttpContext context, string? userId)
    {
        var caller = context.Caller();
        var bound = caller.UserId;
        if (bound is null && string.IsNullOrWhiteSpace(userId))
            throw new ProblemException(Problem.InvalidField("user_id", "user_id is required: say whose data it is."));
        var patient = HashOf(bound ?? userId!);
        if (bound is not null && !string.IsNullOrWhiteSpace(userId) && HashOf(userId) != patient)
            throw new ProblemException(Problem.NotFound);
        return new PatientScope(PrincipalOf(caller, patient), patient);
    }

    private static Principal PrincipalOf(Caller caller, PatientId patient) =>
        caller.UserId is not null ? Principal.User(patient)
        : caller == Caller.Loopback ? Principal.Loopback
        : Principal.Service(caller.Name);

    private PatientId HashOf(string userId) =>
        hasher.TryHash(userId, out var patient, out var problem)
            ? patient
            : throw new ProblemException(Problem.InvalidField("user_id", problem.Reason));
}

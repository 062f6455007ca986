namespace MediAgents.Gateway.Authentication;

/// <summary>
/// Who acts. A caller bound to a user acts for that user only; a service, or anybody on loopback while no keys are
/// configured, names the user of each request.
/// </summary>
/// <param name="Name">For logs and the audit trail: the service's name, or <c>loopback</c>; of a user's key, <c>user</c>.</param>
/// <param name="UserId">The user a key is bound to.</param>
public sealed record Caller(string Name, string? UserId)
{
    public static Caller Loopback { get; } = new("loopback", null);
}

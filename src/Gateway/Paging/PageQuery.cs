using Microsoft.AspNetCore.Mvc;

namespace MediAgents.Gateway.Paging;

/// <summary>Which page of whose. Numbers come as text, so that what is no number is a problem that names the field.</summary>
public sealed record PageQuery(
    [property: FromQuery(Name = "user_id")] string? UserId,
    [property: FromQuery(Name = "cursor")] string? Cursor,
    [property: FromQuery(Name = "limit")] string? Limit);

using System.Text;
using MediAgents.Contract.Storage;
using MediAgents.Primitives;
using MediAgents.Records.Idempotency;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Contract.Stores;

/// <summary>Claims of idempotency keys.</summary>
public abstract class IdempotencyConformance(StoreUnderTest store) : StoreConformance(store)
{
    private static readonly IdempotencyKey Key = new("POST /chat/", "k1", "the request"u8.ToArray());

    private IIdempotencyStore Claims => Store.Claims;

    [StoreFact]
    public async Task The_first_plan_counts()
    {
        (await ClaimAsync(Asha, Key, "first")).ShouldBe((ClaimOutcome.New, "first"));
        (await ClaimAsync(Asha, Key, "second")).ShouldBe((ClaimOutcome.Repeated, "first"));
        (await ClaimAsync(Asha, Key with { Request = "another"u8.ToArray() }, "third")).ShouldBe((ClaimOutcome.KeyReused, ""));
    }

    [StoreFact]
    public async Task Other_patients_operations_and_keys_are_others()
    {
        await ClaimAsync(Asha, Key, "first");
        (await ClaimAsync(Ravi, Key, "his")).ShouldBe((ClaimOutcome.New, "his"));
        (await ClaimAsync(Asha, Key with { Operation = "POST /reports/" }, "a report")).ShouldBe((ClaimOutcome.New, "a report"));
        (await ClaimAsync(Asha, Key with { Key = "k2" }, "another")).ShouldBe((ClaimOutcome.New, "another"));
    }

    [StoreFact]
    public async Task A_key_of_one_service_is_nothing_to_another()
    {
        var (portal, clinic) = (new PatientScope(Principal.Service("portal"), Asha), new PatientScope(Principal.Service("clinic"), Asha));

        (await ClaimAsync(portal, Key, "the portal's")).ShouldBe((ClaimOutcome.New, "the portal's"));
        (await ClaimAsync(clinic, Key with { Request = "another"u8.ToArray() }, "the clinic's")).ShouldBe((ClaimOutcome.New, "the clinic's"));
        (await ClaimAsync(portal, Key, "again")).ShouldBe((ClaimOutcome.Repeated, "the portal's"));
    }

    [StoreFact]
    public async Task Of_racing_claims_one_is_new()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => ClaimAsync(Asha, Key, $"{i}"))));
        claims.Count(one => one.Outcome == ClaimOutcome.New).ShouldBe(1);
        claims.Select(one => one.Plan).Distinct().Count().ShouldBe(1);
    }

    [StoreFact]
    public async Task A_claim_survives_a_restart()
    {
        await ClaimAsync(Asha, Key, "first");
        await Store.CloseAsync();
        await using var reopened = Store.OpenAgain();
        (await reopened.Claims.ClaimAsync(Asha.Scope(), Key, "second"u8.ToArray())).Outcome.ShouldBe(ClaimOutcome.Repeated);
    }

    [StoreFact]
    public async Task Claims_expire_and_leave()
    {
        await ClaimAsync(Asha, Key, "first");
        await ClaimAsync(Asha, Key with { Key = "k2" }, "second");
        await Store.TamperAsync($"UPDATE idempotency_claim SET claimed_at = claimed_at - {(long)IIdempotencyStore.Lifetime.TotalMilliseconds + 1}");
        (await ClaimAsync(Asha, Key, "anew")).ShouldBe((ClaimOutcome.New, "anew"));
        (await Store.CountAsync("SELECT count(*) FROM idempotency_claim")).ShouldBe(1);
    }

    private Task<(ClaimOutcome Outcome, string Plan)> ClaimAsync(PatientId patient, IdempotencyKey key, string plan) => ClaimAsync(patient.Scope(), key, plan);

    private async Task<(ClaimOutcome Outcome, string Plan)> ClaimAsync(PatientScope scope, IdempotencyKey key, string plan)
    {
        var claim = await Claims.ClaimAsync(scope, key, Encoding.UTF8.GetBytes(plan));
        return (claim.Outcome, Encoding.UTF8.GetString(claim.Plan.Span));
    }
}

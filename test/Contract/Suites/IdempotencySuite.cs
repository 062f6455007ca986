using MediAgents.Contract.Storage;
using MediAgents.Records.Idempotency;

namespace MediAgents.Contract.Suites;

/// <summary>What a store of claims promises.</summary>
public abstract class IdempotencySuite : RecordsSuite
{
    [Fact]
    public async Task The_first_plan_counts_for_a_day()
    {
        (await Claim("k", 1, plan: 1)).ShouldBe((ClaimOutcome.New, 1));
        Stores.Time.Advance(IIdempotencyStore.Lifetime - TimeSpan.FromMilliseconds(1));
        (await Claim("k", 1, plan: 2)).ShouldBe((ClaimOutcome.Repeated, 1));
        (await Claim("k", 2, plan: 3)).ShouldBe((ClaimOutcome.KeyReused, -1));
        Stores.Time.Advance(TimeSpan.FromMilliseconds(1));
        (await Claim("k", 2, plan: 4)).ShouldBe((ClaimOutcome.New, 4));
        (await Claim("k", 2, plan: 5)).ShouldBe((ClaimOutcome.Repeated, 4));
    }

    [Fact]
    public async Task Keys_of_other_operations_and_patients_never_meet()
    {
        await Claim("k", 1, plan: 1);
        (await Claim("k", 2, plan: 2, operation: "PUT /x")).ShouldBe((ClaimOutcome.New, 2));
        var his = await Stores.Idempotency.ClaimAsync(Ravi.Scope(), new IdempotencyKey("POST /x", "k", new byte[] { 2 }), new byte[] { 3 });
        his.Outcome.ShouldBe(ClaimOutcome.New);
    }

    [Fact]
    public async Task Of_claims_that_race_one_is_the_first()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => Claim("k", 1, (byte)i))));
        claims.Count(claim => claim.Outcome == ClaimOutcome.New).ShouldBe(1);
        claims.Select(claim => claim.Plan).Distinct().Count().ShouldBe(1);
    }

    private async Task<(ClaimOutcome Outcome, int Plan)> Claim(string key, byte request, byte plan, string operation = "POST /x")
    {
        var claim = await Stores.Idempotency.ClaimAsync(Asha.Scope(), new IdempotencyKey(operation, key, new[] { request }), new[] { plan });
        return (claim.Outcome, claim.Plan.IsEmpty ? -1 : claim.Plan.Span[0]);
    }
}

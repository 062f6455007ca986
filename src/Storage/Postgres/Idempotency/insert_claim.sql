INSERT INTO idempotency_claim (key, owner, request, plan, claimed_at)
VALUES ($1, $2, $3, $4, $5)

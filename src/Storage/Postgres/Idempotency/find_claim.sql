SELECT request, plan
FROM idempotency_claim
WHERE key = $1 AND claimed_at > $2

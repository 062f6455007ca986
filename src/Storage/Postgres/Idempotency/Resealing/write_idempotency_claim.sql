UPDATE idempotency_claim
SET plan = $1
WHERE position = $2 + $3 AND plan = $4

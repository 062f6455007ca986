SELECT plan, lower(hex(key))
FROM idempotency_claim
WHERE position = ?1

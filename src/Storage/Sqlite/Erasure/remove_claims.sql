DELETE FROM idempotency_claim
WHERE position IN (SELECT position FROM idempotency_claim WHERE owner = ?1 LIMIT ?2)
RETURNING 1

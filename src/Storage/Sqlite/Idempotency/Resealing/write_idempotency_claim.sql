UPDATE idempotency_claim
SET plan = ?1
WHERE position = ?2 AND plan = ?3
RETURNING position

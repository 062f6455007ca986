SELECT position
FROM idempotency_claim
WHERE owner = ?1 AND substr(plan, 1, 9) = ?2
LIMIT ?3

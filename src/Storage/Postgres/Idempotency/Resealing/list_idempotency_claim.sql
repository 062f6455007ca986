SELECT position, 0::bigint
FROM idempotency_claim
WHERE owner = $1 AND substring(plan FROM 1 FOR 9) = $2
LIMIT $3

SELECT plan, encode(key, 'hex')
FROM idempotency_claim
WHERE position = $1 + $2

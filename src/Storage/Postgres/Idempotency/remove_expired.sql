-- This key's, and a few of the oldest: more than are added, so that the table stays as large as a day's claims.
DELETE FROM idempotency_claim
WHERE claimed_at <= $2
  AND (key = $1 OR position IN (SELECT position FROM idempotency_claim WHERE claimed_at <= $2 ORDER BY claimed_at LIMIT 4))

UPDATE erasure
SET erased_at = $2, trail_seq = $3
WHERE certificate = $1 AND erased_at IS NULL

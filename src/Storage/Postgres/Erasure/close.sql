UPDATE erasure
SET closed = true
WHERE certificate = $1 AND erased_at IS NULL

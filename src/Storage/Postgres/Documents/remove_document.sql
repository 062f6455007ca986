DELETE FROM document
WHERE position = $1 AND stored_at IS NULL

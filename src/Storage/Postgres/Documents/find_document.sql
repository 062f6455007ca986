SELECT position
FROM document
WHERE owner = $1 AND id = $2 AND stored_at IS NOT NULL

SELECT id, media_type, file_name, size, stored_at
FROM document
WHERE owner = $1 AND stored_at IS NOT NULL
ORDER BY stored_at, position

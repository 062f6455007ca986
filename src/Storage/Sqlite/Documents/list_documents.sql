SELECT id, media_type, file_name, size, stored_at
FROM document
WHERE owner = ?1
ORDER BY position

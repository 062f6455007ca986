SELECT position, media_type, file_name, size, parts, stored_at
FROM document
WHERE owner = ?1 AND id = ?2

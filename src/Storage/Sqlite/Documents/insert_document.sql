INSERT INTO document (owner, id, media_type, file_name, size, parts, stored_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (owner, id) DO NOTHING
RETURNING position

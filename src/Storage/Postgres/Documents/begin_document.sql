INSERT INTO document (owner, id, media_type, file_name, size, parts, begun_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
RETURNING position

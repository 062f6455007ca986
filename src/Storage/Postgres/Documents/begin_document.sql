INSERT INTO document (owner, id, media_type, file_name, size, parts, begun_at)
SELECT $1, $2, $3, $4, $5, $6, $7
WHERE NOT EXISTS (SELECT FROM erasure WHERE patient = $1 AND erased_at IS NULL AND closed)
  AND NOT EXISTS (SELECT FROM erased_key WHERE id = ANY ($8))
RETURNING position

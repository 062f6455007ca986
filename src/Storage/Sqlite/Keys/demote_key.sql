UPDATE data_key
SET replaced_at = ?3
WHERE id = ?2 AND owner = ?1 AND replaced_at IS NULL
RETURNING id

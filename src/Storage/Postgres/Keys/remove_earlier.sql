DELETE FROM data_key
WHERE id = $2 AND owner = $1 AND replaced_at IS NOT NULL

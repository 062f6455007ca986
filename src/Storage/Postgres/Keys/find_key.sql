SELECT id, master_key_id, wrapped
FROM data_key
WHERE owner = $1 AND replaced_at IS NULL

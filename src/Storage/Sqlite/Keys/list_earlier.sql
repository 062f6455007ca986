SELECT id, master_key_id, wrapped, owner, replaced_at
FROM data_key
WHERE id > ?1 AND replaced_at IS NOT NULL
ORDER BY id
LIMIT ?2

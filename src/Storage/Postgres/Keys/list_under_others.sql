SELECT id, master_key_id, wrapped, owner, replaced_at
FROM data_key
WHERE id > $2 AND master_key_id <> $1
ORDER BY id
LIMIT $3

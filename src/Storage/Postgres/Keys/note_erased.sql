INSERT INTO removed_key (id, owner, removed_at, erased)
SELECT id, owner, $2, true FROM data_key WHERE owner = $1
ON CONFLICT (id) DO UPDATE SET removed_at = excluded.removed_at, erased = true

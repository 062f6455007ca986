INSERT INTO removed_key (id, owner, removed_at, erased)
SELECT id, owner, ?2, 1 FROM data_key WHERE owner = ?1
ON CONFLICT (id) DO UPDATE SET removed_at = excluded.removed_at, erased = 1

INSERT INTO removed_key (id, owner, removed_at, erased)
VALUES ($2, $1, $3, false)
ON CONFLICT (id) DO NOTHING

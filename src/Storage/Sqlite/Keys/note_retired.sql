INSERT INTO removed_key (id, owner, removed_at, erased)
VALUES (?2, ?1, ?3, 0)
ON CONFLICT (id) DO NOTHING

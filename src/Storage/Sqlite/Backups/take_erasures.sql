INSERT INTO main.removed_key (id, owner, removed_at, erased)
SELECT id, owner, removed_at, erased FROM backup.removed_key WHERE true
ON CONFLICT (id) DO UPDATE SET erased = max(erased, excluded.erased)

-- The backup stands in mediagents_keys, the keys of before the restore in mediagents_keys_replaced. What was there before
-- wins; an erasure that either knows is one; a current key of the backup becomes an earlier one beside another.
INSERT INTO mediagents_keys.removed_key (id, owner, removed_at, erased)
SELECT id, owner, removed_at, erased FROM mediagents_keys_replaced.removed_key
ON CONFLICT (id) DO UPDATE SET erased = removed_key.erased OR excluded.erased;

UPDATE mediagents_keys.data_key AS restored
SET replaced_at = (extract(epoch FROM now()) * 1000)::bigint
FROM mediagents_keys_replaced.data_key AS present
WHERE present.owner = restored.owner AND present.replaced_at IS NULL AND restored.replaced_at IS NULL AND present.id <> restored.id;

INSERT INTO mediagents_keys.data_key (id, owner, master_key_id, wrapped, replaced_at)
SELECT id, owner, master_key_id, wrapped, replaced_at FROM mediagents_keys_replaced.data_key
ON CONFLICT (id) DO UPDATE
SET master_key_id = excluded.master_key_id, wrapped = excluded.wrapped, replaced_at = excluded.replaced_at;

DELETE FROM mediagents_keys.data_key
WHERE id IN (SELECT id FROM mediagents_keys.removed_key WHERE erased);

DELETE FROM mediagents_keys.removed_key
WHERE NOT erased AND id IN (SELECT id FROM mediagents_keys.data_key);

DROP SCHEMA mediagents_keys_replaced CASCADE;

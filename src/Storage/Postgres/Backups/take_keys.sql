-- The backup stands in mediagents_keys_restoring. What is there already wins; an erasure that either knows is one; an owner
-- who has a current key keeps it, and the backup's becomes an earlier one, which opens what lies under it.
INSERT INTO mediagents_keys.removed_key (id, owner, removed_at, erased)
SELECT id, owner, removed_at, erased FROM mediagents_keys_restoring.removed_key
ON CONFLICT (id) DO UPDATE SET erased = removed_key.erased OR excluded.erased;

DELETE FROM mediagents_keys.data_key
WHERE id IN (SELECT id FROM mediagents_keys.removed_key WHERE erased);

INSERT INTO mediagents_keys.data_key (id, owner, master_key_id, wrapped, replaced_at)
SELECT id, owner, master_key_id, wrapped,
  CASE WHEN EXISTS (SELECT 1 FROM mediagents_keys.data_key AS held WHERE held.owner = kept.owner AND held.replaced_at IS NULL)
    THEN coalesce(replaced_at, (extract(epoch FROM now()) * 1000)::bigint) ELSE replaced_at END
FROM mediagents_keys_restoring.data_key AS kept
WHERE id NOT IN (SELECT id FROM mediagents_keys.data_key)
  AND id NOT IN (SELECT id FROM mediagents_keys.removed_key WHERE erased);

DELETE FROM mediagents_keys.removed_key
WHERE NOT erased AND id IN (SELECT id FROM mediagents_keys.data_key);

DROP SCHEMA mediagents_keys_restoring CASCADE;

-- An owner who has a current key keeps it; the backup's becomes an earlier one, which opens what lies under it.
INSERT INTO main.data_key (id, owner, master_key_id, wrapped, replaced_at)
SELECT id, owner, master_key_id, wrapped,
  CASE WHEN EXISTS (SELECT 1 FROM main.data_key AS held WHERE held.owner = kept.owner AND held.replaced_at IS NULL)
    THEN coalesce(replaced_at, ?1) ELSE replaced_at END
FROM backup.data_key AS kept
WHERE id NOT IN (SELECT id FROM main.data_key)
  AND id NOT IN (SELECT id FROM main.removed_key WHERE erased = 1)

DELETE FROM main.data_key
WHERE id IN (SELECT id FROM main.removed_key WHERE erased = 1)

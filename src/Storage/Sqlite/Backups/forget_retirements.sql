DELETE FROM main.removed_key
WHERE erased = 0 AND id IN (SELECT id FROM main.data_key)

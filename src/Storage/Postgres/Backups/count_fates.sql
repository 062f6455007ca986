SELECT
  count(*) FILTER (WHERE NOT present AND NOT erased),
  count(*) FILTER (WHERE present),
  count(*) FILTER (WHERE erased)
FROM (
  SELECT id IN (SELECT id FROM mediagents_keys.data_key) AS present,
    id IN (SELECT id FROM mediagents_keys.removed_key WHERE erased)
      OR id IN (SELECT id FROM mediagents_keys_restoring.removed_key WHERE erased) AS erased
  FROM mediagents_keys_restoring.data_key
) AS fates

SELECT
  count(*) FILTER (WHERE NOT present AND NOT erased),
  count(*) FILTER (WHERE present),
  count(*) FILTER (WHERE erased)
FROM (
  SELECT id IN (SELECT id FROM main.data_key) AS present,
    id IN (SELECT id FROM main.removed_key WHERE erased = 1) AS erased
  FROM backup.data_key
)

SELECT owner
FROM data_key
WHERE owner > ?1 AND replaced_at IS NULL
ORDER BY owner
LIMIT ?2

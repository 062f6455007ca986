DELETE FROM data_key
WHERE owner = ?1
RETURNING id

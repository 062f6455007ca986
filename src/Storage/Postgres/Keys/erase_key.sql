DELETE FROM data_key
WHERE owner = $1

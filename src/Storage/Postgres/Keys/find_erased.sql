SELECT id
FROM removed_key
WHERE owner = $1 AND erased
ORDER BY id

SELECT id, owner
FROM removed_key
WHERE id > $1 AND erased
ORDER BY id
LIMIT $2

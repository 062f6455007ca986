SELECT id
FROM removed_key
WHERE owner = ?1 AND erased = 1
ORDER BY id

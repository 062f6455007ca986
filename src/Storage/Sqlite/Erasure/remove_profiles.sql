DELETE FROM profile
WHERE position IN (SELECT position FROM profile WHERE owner = ?1 LIMIT ?2)
RETURNING 1

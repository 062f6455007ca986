DELETE FROM document
WHERE position IN (SELECT position FROM document WHERE owner = ?1 LIMIT ?2)
RETURNING 1

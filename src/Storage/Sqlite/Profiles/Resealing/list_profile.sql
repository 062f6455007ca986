SELECT position
FROM profile
WHERE owner = ?1 AND substr(content, 1, 9) = ?2
LIMIT ?3

SELECT position
FROM document
WHERE owner = ?1 AND substr(file_name, 1, 9) = ?2
LIMIT ?3

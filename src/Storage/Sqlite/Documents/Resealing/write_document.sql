UPDATE document
SET file_name = ?1
WHERE position = ?2 AND file_name = ?3
RETURNING position

UPDATE document
SET file_name = $1
WHERE position = $2 + $3 AND file_name = $4

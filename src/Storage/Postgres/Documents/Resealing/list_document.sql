SELECT position, 0::bigint
FROM document
WHERE owner = $1 AND substring(file_name FROM 1 FOR 9) = $2
LIMIT $3

SELECT file_name, id
FROM document
WHERE position = $1 + $2

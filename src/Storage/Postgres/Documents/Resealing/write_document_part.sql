UPDATE document_part
SET content = $1
WHERE document = $2 AND number = $3 AND content = $4

SELECT number, content
FROM document_part
WHERE document = ?1
ORDER BY number

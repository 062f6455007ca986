SELECT document_part.rowid
FROM document
JOIN document_part ON document_part.document = document.position
WHERE document.owner = ?1 AND substr(document_part.content, 1, 9) = ?2
LIMIT ?3

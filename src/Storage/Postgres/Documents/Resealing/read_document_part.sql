SELECT document_part.content, document.id || '/' || document_part.number || '/' || document.parts
FROM document_part
JOIN document ON document.position = document_part.document
WHERE document_part.document = $1 AND document_part.number = $2

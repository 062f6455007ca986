SELECT document_part.document, document_part.number::bigint
FROM document
JOIN document_part ON document_part.document = document.position
WHERE document.owner = $1 AND substring(document_part.content FROM 1 FOR 9) = $2
LIMIT $3

SELECT d.media_type, d.file_name, d.size, d.parts, d.stored_at, p.content
FROM document AS d
LEFT JOIN document_part AS p ON p.document = d.position
WHERE d.owner = $1 AND d.id = $2 AND d.stored_at IS NOT NULL
ORDER BY p.number

UPDATE document_part
SET content = ?1
WHERE rowid = ?2 AND content = ?3
RETURNING document

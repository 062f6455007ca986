DELETE FROM document_part
WHERE rowid IN (
  SELECT document_part.rowid
  FROM document JOIN document_part ON document_part.document = document.position
  WHERE document.owner = ?1
  LIMIT ?2)
RETURNING 1

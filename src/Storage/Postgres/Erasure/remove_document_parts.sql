WITH removed AS (
  DELETE FROM document_part
  WHERE ctid = ANY (ARRAY(
    SELECT document_part.ctid
    FROM document JOIN document_part ON document_part.document = document.position
    WHERE document.owner = $1
    LIMIT $2))
  RETURNING 1
)
SELECT count(*) FROM removed

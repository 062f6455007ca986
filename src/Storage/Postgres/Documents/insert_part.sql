INSERT INTO document_part (document, number, content)
VALUES ($1, $2, $3)

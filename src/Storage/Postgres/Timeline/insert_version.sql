INSERT INTO timeline_event (owner, id, version, status, occurred_at, document_id, created_at, changed_at, principal, type, code, body_part, content)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (id, owner, version) DO NOTHING
RETURNING position

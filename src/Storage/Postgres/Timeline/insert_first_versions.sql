-- Many at once, each in its first version; those that are there already are left as they are.
INSERT INTO timeline_event (owner, id, version, status, occurred_at, document_id, created_at, changed_at, principal, type, code, body_part, content)
SELECT $1, id, 1, status, occurred_at, document_id, $2, $2, $3, type, code, body_part, content
FROM unnest($4::text[], $5::int[], $6::bigint[], $7::text[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bytea[])
  AS event (id, status, occurred_at, document_id, type, code, body_part, content)
ON CONFLICT (id, owner, version) DO NOTHING

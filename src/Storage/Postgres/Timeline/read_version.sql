SELECT id, version, status, created_at, changed_at, principal, position, content
FROM timeline_event
WHERE id = $1 AND owner = $2 AND version = $3

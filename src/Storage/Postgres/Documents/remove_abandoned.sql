DELETE FROM document
WHERE stored_at IS NULL AND begun_at < $1

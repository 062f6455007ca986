SELECT count(*)
FROM timeline_event INDEXED BY {index}
WHERE substr(owner, 1, 16) = substr(?1, 1, 16) AND +owner = ?1 AND superseded_by IS NULL AND occurred_at >= ?3 AND occurred_at < ?4 {conditions}

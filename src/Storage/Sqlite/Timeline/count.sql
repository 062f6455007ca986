SELECT count(*)
FROM timeline_event INDEXED BY {index}
WHERE owner = ?1 AND superseded_by IS NULL AND occurred_at >= ?3 AND occurred_at < ?4 {conditions}

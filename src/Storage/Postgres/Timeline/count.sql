SELECT count(*)
FROM timeline_event
WHERE owner = $1 AND superseded_by IS NULL AND position <= $2 AND occurred_at >= $3 AND occurred_at < $4 {conditions}

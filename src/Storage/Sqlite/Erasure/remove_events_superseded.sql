DELETE FROM timeline_event
WHERE position IN (SELECT position FROM timeline_event WHERE owner = ?1 AND superseded_by IS NOT NULL LIMIT ?2)
RETURNING 1

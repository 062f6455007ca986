UPDATE timeline_event
SET content = ?1
WHERE position = ?2 AND content = ?3
RETURNING position

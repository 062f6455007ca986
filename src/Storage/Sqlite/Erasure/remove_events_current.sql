DELETE FROM timeline_event
WHERE position IN (
  SELECT position
  FROM timeline_event
  WHERE substr(owner, 1, 16) = substr(?1, 1, 16) AND +owner = ?1 AND superseded_by IS NULL
  LIMIT ?2)
RETURNING 1

-- The state as of position ?2, last recorded first, below position ?5, which is not above ?2 + 1.
SELECT e.id, e.version, e.status, e.created_at, e.changed_at, e.principal, e.position, e.content
FROM (
  SELECT position
  FROM timeline_event INDEXED BY {index}
  WHERE substr(owner, 1, 16) = substr(?1, 1, 16) AND +owner = ?1 AND superseded_by IS NULL AND position < ?5 {conditions}
  UNION ALL
  SELECT position
  FROM timeline_event INDEXED BY timeline_event_superseded
  WHERE substr(owner, 1, 16) = substr(?1, 1, 16) AND +owner = ?1 AND superseded_by > ?2 AND position < ?5 {conditions}
  ORDER BY position DESC
  LIMIT ?6
) AS shown
JOIN timeline_event AS e ON e.position = shown.position
ORDER BY shown.position DESC

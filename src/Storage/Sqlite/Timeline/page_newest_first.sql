-- The state as of position ?2, latest event first. What is current then and now comes by an index in this order: first the
-- rest of the moment ?4 at which the page before ended, then what was earlier. What was superseded since comes by an index of
-- its own, and is little. The + keeps SQLite from putting ?1 for owner in the term that the index is found by.
SELECT e.id, e.version, e.status, e.created_at, e.changed_at, e.principal, e.position, e.content
FROM (
  SELECT position, occurred_at
  FROM timeline_event INDEXED BY {index}
  WHERE substr(owner, 1, 16) = substr(?1, 1, 16) AND +owner = ?1 AND superseded_by IS NULL AND position <= ?2
    AND occurred_at = ?4 AND position < ?5 {conditions}
  UNION ALL
  SELECT position, occurred_at
  FROM timeline_event INDEXED BY {index}
  WHERE substr(owner, 1, 16) = substr(?1, 1, 16) AND +owner = ?1 AND superseded_by IS NULL AND position <= ?2
    AND occurred_at >= ?3 AND occurred_at < ?4 {conditions}
  UNION ALL
  SELECT position, occurred_at
  FROM timeline_event INDEXED BY timeline_event_superseded
  WHERE substr(owner, 1, 16) = substr(?1, 1, 16) AND +owner = ?1 AND superseded_by > ?2 AND position <= ?2
    AND occurred_at >= ?3 AND (occurred_at < ?4 OR (occurred_at = ?4 AND position < ?5)) {conditions}
  ORDER BY occurred_at DESC, position DESC
  LIMIT ?6
) AS shown
JOIN timeline_event AS e ON e.position = shown.position
ORDER BY shown.occurred_at DESC, shown.position DESC

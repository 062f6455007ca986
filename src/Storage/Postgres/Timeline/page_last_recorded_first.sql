-- The state as of position $2, last recorded first, below position $5, which is not above $2 + 1. The range of times is kept
-- from the index on times (+ 0): a plan made without knowing the range takes it for narrow, and would sort nearly all events.
(
  SELECT id, version, status, created_at, changed_at, principal, position, content
  FROM timeline_event
  WHERE owner = $1 AND superseded_by IS NULL AND position < $5
    AND occurred_at + 0 >= $3 AND occurred_at + 0 < $4 {conditions}
  ORDER BY position DESC
  LIMIT $6
)
UNION ALL
(
  SELECT id, version, status, created_at, changed_at, principal, position, content
  FROM timeline_event
  WHERE owner = $1 AND superseded_by > $2 AND position < $5
    AND occurred_at + 0 >= $3 AND occurred_at + 0 < $4 {conditions}
  ORDER BY position DESC
  LIMIT $6
)
ORDER BY position DESC
LIMIT $6

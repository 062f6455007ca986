-- The state as of position $2, latest event first, after the event at ($4, $5). What is current then and now comes by an index
-- in this order. What was superseded since comes by an index of its own, and is little.
(
  SELECT id, version, status, created_at, changed_at, principal, position, content, occurred_at
  FROM timeline_event
  WHERE owner = $1 AND superseded_by IS NULL AND position <= $2
    AND occurred_at >= $3 AND (occurred_at, position) < ($4, $5) {conditions}
  ORDER BY occurred_at DESC, position DESC
  LIMIT $6
)
UNION ALL
(
  SELECT id, version, status, created_at, changed_at, principal, position, content, occurred_at
  FROM timeline_event
  WHERE owner = $1 AND superseded_by > $2 AND position <= $2
    AND occurred_at >= $3 AND (occurred_at, position) < ($4, $5) {conditions}
  ORDER BY occurred_at DESC, position DESC
  LIMIT $6
)
ORDER BY occurred_at DESC, position DESC
LIMIT $6

-- As page_newest_first.sql, earliest event first; $3 is the end of the range.
(
  SELECT id, version, status, created_at, changed_at, principal, position, content, occurred_at
  FROM timeline_event
  WHERE owner = $1 AND superseded_by IS NULL AND position <= $2
    AND occurred_at < $3 AND (occurred_at, position) > ($4, $5) {conditions}
  ORDER BY occurred_at, position
  LIMIT $6
)
UNION ALL
(
  SELECT id, version, status, created_at, changed_at, principal, position, content, occurred_at
  FROM timeline_event
  WHERE owner = $1 AND superseded_by > $2 AND position <= $2
    AND occurred_at < $3 AND (occurred_at, position) > ($4, $5) {conditions}
  ORDER BY occurred_at, position
  LIMIT $6
)
ORDER BY occurred_at, position
LIMIT $6

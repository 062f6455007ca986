SELECT position
FROM timeline_event
WHERE substr(owner, 1, 16) = substr(?1, 1, 16) AND +owner = ?1 AND superseded_by IS NULL AND substr(content, 1, 9) = ?2
UNION ALL
SELECT position
FROM timeline_event
WHERE substr(owner, 1, 16) = substr(?1, 1, 16) AND +owner = ?1 AND superseded_by IS NOT NULL AND substr(content, 1, 9) = ?2
LIMIT ?3

SELECT content, id || '/' || version
FROM timeline_event
WHERE position = $1 + $2

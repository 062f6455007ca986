UPDATE timeline_event
SET superseded_by = $2
WHERE position = $1

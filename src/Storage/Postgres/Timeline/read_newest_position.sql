SELECT coalesce(max(position), 0)
FROM timeline_event

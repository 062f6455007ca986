SELECT kind, id
FROM grain
WHERE unfinished
ORDER BY position

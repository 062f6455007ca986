SELECT kind, id
FROM grain
WHERE unfinished = 1
ORDER BY position

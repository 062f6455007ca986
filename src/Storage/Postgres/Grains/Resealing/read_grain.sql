SELECT state, version || '/' || kind || '/' || id
FROM grain
WHERE position = $1 + $2

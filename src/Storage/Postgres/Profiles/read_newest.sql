SELECT version, updated_at, content
FROM profile
WHERE owner = $1
ORDER BY version DESC
LIMIT 1

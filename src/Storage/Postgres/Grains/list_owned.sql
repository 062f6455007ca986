SELECT position, id, updated_at
FROM grain
WHERE owner = $1 AND kind = $2 AND position < $3
ORDER BY position DESC
LIMIT $4

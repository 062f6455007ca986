UPDATE removed_key
SET erased = true, removed_at = $2
WHERE owner = $1 AND NOT erased

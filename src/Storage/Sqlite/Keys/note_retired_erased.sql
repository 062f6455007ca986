UPDATE removed_key
SET erased = 1, removed_at = ?2
WHERE owner = ?1 AND erased = 0

UPDATE grain
SET state = ?1
WHERE position = ?2 AND state = ?3
RETURNING position

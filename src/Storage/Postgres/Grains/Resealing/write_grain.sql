UPDATE grain
SET state = $1
WHERE position = $2 + $3 AND state = $4

UPDATE profile
SET content = $1
WHERE position = $2 + $3 AND content = $4

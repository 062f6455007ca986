SELECT position, 0::bigint
FROM profile
WHERE owner = $1 AND substring(content FROM 1 FOR 9) = $2
LIMIT $3

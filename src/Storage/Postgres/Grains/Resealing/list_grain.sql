SELECT position, 0::bigint
FROM grain
WHERE owner = $1 AND substring(state FROM 1 FOR 9) = $2
UNION ALL
SELECT position, 0::bigint
FROM grain
WHERE $1 IS NULL AND owner IS NULL AND substring(state FROM 1 FOR 9) = $2
LIMIT $3

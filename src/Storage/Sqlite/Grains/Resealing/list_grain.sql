SELECT position
FROM grain
WHERE owner = ?1 AND substr(state, 1, 9) = ?2
UNION ALL
SELECT position
FROM grain
WHERE ?1 IS NULL AND owner IS NULL AND substr(state, 1, 9) = ?2
LIMIT ?3

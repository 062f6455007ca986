SELECT position
FROM grain
WHERE owner IS ?1 AND substr(state, 1, 9) = ?2
LIMIT ?3

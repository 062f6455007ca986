SELECT area, count
FROM erasure_removed
WHERE certificate = ?1
ORDER BY area

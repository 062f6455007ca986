SELECT content, CAST(version AS TEXT)
FROM profile
WHERE position = ?1

SELECT content, version::text
FROM profile
WHERE position = $1 + $2

-- The last of the first $2 entries, none beyond $3, before which all are older than $1; and how many they are.
WITH oldest AS (
  SELECT seq, time, mac
  FROM audit_trail
  WHERE seq <= $3
  ORDER BY seq
  LIMIT $2
), expired AS (
  SELECT seq, mac
  FROM oldest
  WHERE seq < coalesce((SELECT min(seq) FROM oldest WHERE time >= $1), 9223372036854775807)
)
SELECT seq, mac, (SELECT count(*) FROM expired)
FROM expired
ORDER BY seq DESC
LIMIT 1

WITH removed AS (
  DELETE FROM grain
  WHERE position IN (SELECT position FROM grain WHERE owner = $1 LIMIT $2)
  RETURNING 1
)
SELECT count(*) FROM removed

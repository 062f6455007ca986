WITH removed AS (
  DELETE FROM grain_journal
  WHERE ctid = ANY (ARRAY(
    SELECT grain_journal.ctid
    FROM grain JOIN grain_journal ON grain_journal.grain = grain.position
    WHERE grain.owner = $1
    LIMIT $2))
  RETURNING 1
)
SELECT count(*) FROM removed

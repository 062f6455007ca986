WITH stored AS (
  UPDATE grain
  SET version = version + 1, journal_length = $4, unfinished = $5, updated_at = $6, state = $7
  WHERE kind = $1 AND id = $2 AND owner IS NOT DISTINCT FROM $3 AND version = $12 AND journal_length = $9 - 1
    AND NOT EXISTS (SELECT FROM erasure WHERE patient = $3 AND erased_at IS NULL AND closed)
    AND NOT EXISTS (SELECT FROM erased_key WHERE id IN ($10, $11))
  RETURNING position
), appended AS (
  INSERT INTO grain_journal (grain, first_seq, last_seq, entries)
  SELECT position, $9, $4, $8::bytea
  FROM stored
  WHERE $8 IS NOT NULL
)
SELECT position
FROM stored

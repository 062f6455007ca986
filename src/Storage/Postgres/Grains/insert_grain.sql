WITH stored AS (
  INSERT INTO grain (kind, id, owner, version, journal_length, unfinished, updated_at, state)
  SELECT $1, $2, $3, 1, $4, $5, $6, $7
  WHERE NOT EXISTS (SELECT FROM erasure WHERE patient = $3 AND erased_at IS NULL AND closed)
    AND NOT EXISTS (SELECT FROM erased_key WHERE id IN ($10, $11))
  ON CONFLICT (kind, id) DO NOTHING
  RETURNING position
), appended AS (
  INSERT INTO grain_journal (grain, first_seq, last_seq, entries)
  SELECT position, $9, $4, $8::bytea
  FROM stored
  WHERE $8 IS NOT NULL
)
SELECT position
FROM stored

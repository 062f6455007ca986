WITH stored AS (
  INSERT INTO grain (kind, id, owner, version, journal_length, unfinished, updated_at, state)
  VALUES ($1, $2, $3, 1, $4, $5, $6, $7)
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

DELETE FROM grain_journal
WHERE rowid IN (
  SELECT grain_journal.rowid
  FROM grain JOIN grain_journal ON grain_journal.grain = grain.position
  WHERE grain.owner = ?1
  LIMIT ?2)
RETURNING 1

UPDATE grain_journal
SET entries = ?1
WHERE rowid = ?2 AND entries = ?3
RETURNING grain

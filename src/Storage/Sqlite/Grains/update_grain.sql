UPDATE grain
SET version = version + 1, journal_length = ?4, unfinished = ?5, updated_at = ?6, state = ?7
WHERE kind = ?1 AND id = ?2 AND owner IS ?3 AND version = ?8 AND journal_length = ?9
RETURNING position

INSERT INTO grain (kind, id, owner, version, journal_length, unfinished, updated_at, state)
VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7)
ON CONFLICT (kind, id) DO NOTHING
RETURNING position

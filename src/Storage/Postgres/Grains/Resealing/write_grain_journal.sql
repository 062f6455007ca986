UPDATE grain_journal
SET entries = $1
WHERE grain = $2 AND first_seq = $3 AND entries = $4

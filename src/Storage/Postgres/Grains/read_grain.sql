SELECT version, owner, journal_length, unfinished, state
FROM grain
WHERE kind = $1 AND id = $2

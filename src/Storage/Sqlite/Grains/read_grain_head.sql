SELECT version, journal_length, owner
FROM grain
WHERE kind = ?1 AND id = ?2

SELECT grain_journal.rowid
FROM grain
JOIN grain_journal ON grain_journal.grain = grain.position
WHERE grain.owner = ?1 AND substr(grain_journal.entries, 1, 9) = ?2
UNION ALL
SELECT grain_journal.rowid
FROM grain
JOIN grain_journal ON grain_journal.grain = grain.position
WHERE ?1 IS NULL AND grain.owner IS NULL AND substr(grain_journal.entries, 1, 9) = ?2
LIMIT ?3

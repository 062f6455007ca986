SELECT grain_journal.entries, grain_journal.first_seq || '/' || grain.kind || '/' || grain.id
FROM grain_journal
JOIN grain ON grain.position = grain_journal.grain
WHERE grain_journal.rowid = ?1

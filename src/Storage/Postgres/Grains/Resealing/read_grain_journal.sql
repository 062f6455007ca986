SELECT grain_journal.entries, grain_journal.first_seq || '/' || grain.kind || '/' || grain.id
FROM grain_journal
JOIN grain ON grain.position = grain_journal.grain
WHERE grain_journal.grain = $1 AND grain_journal.first_seq = $2

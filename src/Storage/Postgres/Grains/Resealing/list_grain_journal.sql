SELECT grain_journal.grain, grain_journal.first_seq
FROM grain
JOIN grain_journal ON grain_journal.grain = grain.position
WHERE grain.owner = $1 AND substring(grain_journal.entries FROM 1 FOR 9) = $2
UNION ALL
SELECT grain_journal.grain, grain_journal.first_seq
FROM grain
JOIN grain_journal ON grain_journal.grain = grain.position
WHERE $1 IS NULL AND grain.owner IS NULL AND substring(grain_journal.entries FROM 1 FOR 9) = $2
LIMIT $3

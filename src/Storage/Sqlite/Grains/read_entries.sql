-- Starts at the row that holds entry ?4 + 1, which began at or before it.
WITH wanted AS (SELECT position FROM grain WHERE kind = ?1 AND id = ?2 AND owner IS ?3)
SELECT first_seq, entries
FROM grain_journal
WHERE grain = (SELECT position FROM wanted)
  AND first_seq >= coalesce(
    (SELECT max(first_seq) FROM grain_journal WHERE grain = (SELECT position FROM wanted) AND first_seq <= ?4 + 1),
    1)
ORDER BY first_seq

-- Starts at the row that holds entry $4 + 1, which began at or before it; each row holds at least one entry.
WITH wanted AS (SELECT position FROM grain WHERE kind = $1 AND id = $2 AND owner IS NOT DISTINCT FROM $3)
SELECT first_seq, entries
FROM grain_journal
WHERE grain = (SELECT position FROM wanted)
  AND first_seq >= coalesce(
    (SELECT max(first_seq) FROM grain_journal WHERE grain = (SELECT position FROM wanted) AND first_seq <= $4 + 1),
    1)
ORDER BY first_seq
LIMIT greatest($5, 0)::bigint + 1

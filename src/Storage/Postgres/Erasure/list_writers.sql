-- Transactions that write to tables which others than the writer write to. A statement takes this lock before it looks at the
-- database, so one that is not listed sees what was committed before.
SELECT DISTINCT virtualtransaction
FROM pg_locks
WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND relation IN ('grain'::regclass, 'document'::regclass)

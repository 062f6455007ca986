-- Held to the end of the transaction: one batch at a time, and none once the erasure is finished.
SELECT 1
FROM erasure
WHERE certificate = $1 AND erased_at IS NULL
FOR UPDATE

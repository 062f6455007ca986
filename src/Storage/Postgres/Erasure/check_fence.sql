-- Which of these owners are being erased, and which of these data keys were.
SELECT patient, NULL::bigint
FROM erasure
WHERE erased_at IS NULL AND closed AND patient = ANY ($1)
UNION ALL
SELECT NULL, id
FROM erased_key
WHERE id = ANY ($2)

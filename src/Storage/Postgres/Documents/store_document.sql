-- Only the writer stores, one transaction after the other: of the same document uploaded twice the second finds the first.
UPDATE document AS uploaded
SET stored_at = $2
WHERE position = $1
  AND NOT EXISTS (
    SELECT
    FROM document AS earlier
    WHERE earlier.owner = uploaded.owner AND earlier.id = uploaded.id AND earlier.stored_at IS NOT NULL)

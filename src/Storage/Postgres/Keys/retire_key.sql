WITH retired AS (
  DELETE FROM data_key
  WHERE id = $2 AND owner = $1 AND replaced_at IS NOT NULL
  RETURNING id, owner
)
INSERT INTO removed_key (id, owner, removed_at, erased)
SELECT id, owner, $3, false FROM retired
ON CONFLICT (id) DO NOTHING

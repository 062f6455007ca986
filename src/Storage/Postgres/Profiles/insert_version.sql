-- Only after the expected version, $2 - 1, which is the newest.
INSERT INTO profile (owner, version, updated_at, principal, content)
SELECT $1, $2, $3, $4, $5
WHERE (SELECT coalesce(max(version), 0) FROM profile WHERE owner = $1) = $2::bigint - 1

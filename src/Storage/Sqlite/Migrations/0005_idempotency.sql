-- Which plan a caller's Idempotency-Key stands for. Key and request are keyed fingerprints, the plan is sealed. Rows lie in
-- the order of claims, so the oldest, which expire first, are the first.
CREATE TABLE idempotency_claim (
  position INTEGER PRIMARY KEY,
  key BLOB NOT NULL UNIQUE,
  owner TEXT NOT NULL,
  request BLOB NOT NULL,
  plan BLOB NOT NULL,
  claimed_at INTEGER NOT NULL -- milliseconds since 1970, UTC
) STRICT;

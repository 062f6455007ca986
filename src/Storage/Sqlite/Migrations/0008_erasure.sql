-- Erasures of patients' records, those under way and those done: the certificate of each. No patient's words stand here.
CREATE TABLE erasure (
  certificate TEXT PRIMARY KEY,
  patient TEXT NOT NULL,
  principal TEXT NOT NULL,
  key_ids TEXT NOT NULL, -- of the data keys destroyed, with spaces between
  begun_at INTEGER NOT NULL, -- milliseconds since 1970, UTC
  erased_at INTEGER, -- the same; null while it is under way
  trail_seq INTEGER, -- of the entry that says so
  trail_mac BLOB
) STRICT;

CREATE UNIQUE INDEX erasure_unfinished ON erasure (patient) WHERE erased_at IS NULL;

-- What each removed, counted in the transactions that removed it.
CREATE TABLE erasure_removed (
  certificate TEXT NOT NULL REFERENCES erasure (certificate) ON DELETE CASCADE,
  area TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (certificate, area)
) STRICT, WITHOUT ROWID;

-- By which erasing finds a patient's claims.
CREATE INDEX idempotency_claim_owner ON idempotency_claim (owner);

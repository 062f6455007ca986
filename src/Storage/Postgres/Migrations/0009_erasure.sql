-- Erasures of patients' records, those under way and those done: the certificate of each. No patient's words stand here.
CREATE TABLE erasure (
  certificate text COLLATE "C" PRIMARY KEY,
  patient text COLLATE "C" NOT NULL,
  principal text NOT NULL,
  key_ids text NOT NULL, -- of the data keys destroyed, with spaces between
  begun_at bigint NOT NULL, -- milliseconds since 1970, UTC
  erased_at bigint, -- the same; null while it is under way
  trail_seq bigint -- of the entry that says so
);

CREATE UNIQUE INDEX erasure_unfinished ON erasure (patient) WHERE erased_at IS NULL;

-- What each removed, counted in the transactions that removed it.
CREATE TABLE erasure_removed (
  certificate text COLLATE "C" NOT NULL REFERENCES erasure (certificate) ON DELETE CASCADE,
  area text NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (certificate, area)
);

-- By which erasing finds a patient's claims.
CREATE INDEX idempotency_claim_owner ON idempotency_claim (owner);

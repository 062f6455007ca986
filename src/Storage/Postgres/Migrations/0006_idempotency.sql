-- Which plan a caller's Idempotency-Key stands for. Key and request are keyed fingerprints, the plan is sealed.
CREATE TABLE idempotency_claim (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key bytea NOT NULL UNIQUE,
  owner text COLLATE "C" NOT NULL,
  request bytea NOT NULL,
  plan bytea NOT NULL,
  claimed_at bigint NOT NULL -- milliseconds since 1970, UTC
);

CREATE INDEX idempotency_claim_claimed ON idempotency_claim (claimed_at);

-- A grain: state sealed for the owner; positions grow in the order in which grains were first stored. What is sealed
-- does not compress, so it is not tried (STORAGE EXTERNAL).
CREATE TABLE grain (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  owner text COLLATE "C",
  version bigint NOT NULL,
  journal_length bigint NOT NULL,
  unfinished boolean NOT NULL,
  updated_at bigint NOT NULL, -- milliseconds since 1970, UTC
  state bytea NOT NULL,
  UNIQUE (kind, id)
) WITH (fillfactor = 80); -- a grain is updated in its place

ALTER TABLE grain ALTER COLUMN state SET STORAGE EXTERNAL;

CREATE INDEX grain_unfinished ON grain (position) WHERE unfinished;
CREATE INDEX grain_owner ON grain (owner, kind, position) WHERE owner IS NOT NULL;

-- What one commit appended to a grain's journal, in one sealed blob.
CREATE TABLE grain_journal (
  grain bigint NOT NULL REFERENCES grain (position) ON DELETE CASCADE,
  first_seq bigint NOT NULL,
  last_seq bigint NOT NULL,
  entries bytea NOT NULL,
  PRIMARY KEY (grain, first_seq)
);

ALTER TABLE grain_journal ALTER COLUMN entries SET STORAGE EXTERNAL;

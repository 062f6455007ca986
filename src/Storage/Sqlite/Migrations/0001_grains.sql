-- A grain: state sealed for the owner; positions grow in the order in which grains were first stored.
CREATE TABLE grain (
  position INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  owner TEXT,
  version INTEGER NOT NULL,
  journal_length INTEGER NOT NULL,
  unfinished INTEGER NOT NULL,
  updated_at INTEGER NOT NULL, -- milliseconds since 1970, UTC
  state BLOB NOT NULL,
  UNIQUE (kind, id)
) STRICT;

CREATE INDEX grain_unfinished ON grain (position) WHERE unfinished = 1;
CREATE INDEX grain_owner ON grain (owner, kind, position) WHERE owner IS NOT NULL;

-- What one commit appended to a grain's journal, in one sealed blob. Rows lie in the order of commits and are found by
-- the index: clustered by grain, each commit would rewrite a page of its own.
CREATE TABLE grain_journal (
  grain INTEGER NOT NULL REFERENCES grain (position) ON DELETE CASCADE,
  first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  entries BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX grain_journal_seq ON grain_journal (grain, first_seq);

-- What patients say of themselves, a row a version, sealed whole.
CREATE TABLE profile (
  position INTEGER PRIMARY KEY,
  owner TEXT NOT NULL,
  version INTEGER NOT NULL,
  updated_at INTEGER NOT NULL, -- milliseconds since 1970, UTC
  principal TEXT NOT NULL,
  content BLOB NOT NULL,
  UNIQUE (owner, version)
) STRICT;

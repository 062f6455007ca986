-- A document; file name and content sealed for the owner, the content in parts.
CREATE TABLE document (
  position INTEGER PRIMARY KEY,
  owner TEXT NOT NULL,
  id TEXT NOT NULL,
  media_type TEXT NOT NULL,
  file_name BLOB,
  size INTEGER NOT NULL, -- bytes, unsealed
  parts INTEGER NOT NULL,
  stored_at INTEGER NOT NULL, -- milliseconds since 1970, UTC
  UNIQUE (owner, id)
) STRICT;

CREATE TABLE document_part (
  document INTEGER NOT NULL REFERENCES document (position) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  content BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX document_part_number ON document_part (document, number);

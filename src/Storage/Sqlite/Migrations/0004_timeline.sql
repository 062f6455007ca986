-- Events of patients, a row a version; nothing is overwritten but superseded_by. The content is sealed for the owner; type,
-- code and body_part are the first 8 bytes of keyed fingerprints, by which equal values of one patient are found.
CREATE TABLE timeline_event (
  position INTEGER PRIMARY KEY, -- grows in the order of commits, past what was erased too (Erasure/keep_position.sql)
  owner TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  status INTEGER NOT NULL,
  occurred_at INTEGER NOT NULL, -- milliseconds since 1970, UTC: the earliest moment it can mean
  document_id TEXT,
  superseded_by INTEGER, -- the position of the next version; null in the current one
  created_at INTEGER NOT NULL, -- milliseconds since 1970, UTC, of version 1
  changed_at INTEGER NOT NULL, -- the same of this version
  principal TEXT NOT NULL,
  type INTEGER NOT NULL,
  code INTEGER,
  body_part INTEGER,
  content BLOB NOT NULL
) STRICT;

-- Ids begin with the time they were made, so new ones come at the end and dirty one page: hence not by owner first.
CREATE UNIQUE INDEX timeline_event_version ON timeline_event (id, owner, version);

-- A quarter of the hash, 64 bits, tells patients apart and keeps the indexes small; the whole is compared with the row.
-- A patient's page is another page of each index, so every index more makes a write dearer: type and body part are looked up
-- while passing along the times, what is rarer has an index of its own.
CREATE INDEX timeline_event_occurred ON timeline_event (substr(owner, 1, 16), occurred_at, position, status, type, body_part)
  WHERE superseded_by IS NULL;
CREATE INDEX timeline_event_recorded ON timeline_event (substr(owner, 1, 16), position, status, type)
  WHERE superseded_by IS NULL;
CREATE INDEX timeline_event_code ON timeline_event (substr(owner, 1, 16), code, occurred_at, position, status)
  WHERE superseded_by IS NULL AND code IS NOT NULL;
CREATE INDEX timeline_event_document ON timeline_event (document_id, occurred_at, position, status)
  WHERE superseded_by IS NULL AND document_id IS NOT NULL;

-- What pages that were begun earlier still show.
CREATE INDEX timeline_event_superseded ON timeline_event (substr(owner, 1, 16), superseded_by) WHERE superseded_by IS NOT NULL;

-- One index the fewer for every access: who asks for one patient's has time to pass over the others'.
DROP INDEX audit_trail_patient;

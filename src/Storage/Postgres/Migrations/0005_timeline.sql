-- Events of patients, a row a version; nothing is overwritten but superseded_by. The content is sealed for the owner; type,
-- code and body_part are the first 8 bytes of keyed fingerprints, by which equal values of one patient are found.
CREATE TABLE timeline_event (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- grows in the order of commits: only the writer inserts
  owner text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  status integer NOT NULL,
  occurred_at bigint NOT NULL, -- milliseconds since 1970, UTC: the earliest moment it can mean
  document_id text COLLATE "C",
  superseded_by bigint, -- the position of the next version; null in the current one
  created_at bigint NOT NULL, -- milliseconds since 1970, UTC, of version 1
  changed_at bigint NOT NULL, -- the same of this version
  principal text COLLATE "C" NOT NULL,
  type bigint NOT NULL,
  code bigint,
  body_part bigint,
  content bytea NOT NULL
);

ALTER TABLE timeline_event ALTER COLUMN content SET STORAGE EXTERNAL;

-- Ids begin with the time they were made, so new ones come at the end and touch one page: hence not by owner first.
CREATE UNIQUE INDEX timeline_event_version ON timeline_event (id, owner, version);

-- The current versions, in the orders of pages and by each filter. Each index ends with what else decides whether an event
-- is shown, so that those not shown are passed over without their rows.
CREATE INDEX timeline_event_occurred ON timeline_event (owner, occurred_at, position, status) WHERE superseded_by IS NULL;
CREATE INDEX timeline_event_recorded ON timeline_event (owner, position, status) WHERE superseded_by IS NULL;
CREATE INDEX timeline_event_type ON timeline_event (owner, type, occurred_at, position, status) WHERE superseded_by IS NULL;
CREATE INDEX timeline_event_code ON timeline_event (owner, code, occurred_at, position, status)
  WHERE superseded_by IS NULL AND code IS NOT NULL;
CREATE INDEX timeline_event_body_part ON timeline_event (owner, body_part, occurred_at, position, status)
  WHERE superseded_by IS NULL AND body_part IS NOT NULL;
CREATE INDEX timeline_event_document ON timeline_event (owner, document_id, occurred_at, position, status)
  WHERE superseded_by IS NULL AND document_id IS NOT NULL;

-- What pages that were begun earlier still show.
CREATE INDEX timeline_event_superseded ON timeline_event (owner, superseded_by) WHERE superseded_by IS NOT NULL;

-- A document; file name and content sealed for the owner, the content in parts. It is stored once it has stored_at; until
-- then its parts are on their way, and nobody sees it.
CREATE TABLE document (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  media_type text NOT NULL,
  file_name bytea,
  size bigint NOT NULL, -- bytes, unsealed
  parts integer NOT NULL,
  begun_at bigint NOT NULL, -- milliseconds since 1970, UTC
  stored_at bigint -- milliseconds since 1970, UTC
);

CREATE UNIQUE INDEX document_id ON document (owner, id) WHERE stored_at IS NOT NULL;
CREATE INDEX document_begun ON document (begun_at) WHERE stored_at IS NULL;

CREATE TABLE document_part (
  document bigint NOT NULL REFERENCES document (position) ON DELETE CASCADE,
  number integer NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (document, number)
);

ALTER TABLE document_part ALTER COLUMN content SET STORAGE EXTERNAL;

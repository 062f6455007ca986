-- What patients say of themselves, a row a version, sealed whole.
CREATE TABLE profile (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  updated_at bigint NOT NULL, -- milliseconds since 1970, UTC
  principal text COLLATE "C" NOT NULL,
  content bytea NOT NULL,
  UNIQUE (owner, version)
);

ALTER TABLE profile ALTER COLUMN content SET STORAGE EXTERNAL;

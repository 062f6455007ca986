-- Several keys an owner: one current, earlier ones until nothing is sealed under them any more.
ALTER TABLE data_key DROP CONSTRAINT data_key_pkey;
ALTER TABLE data_key DROP CONSTRAINT data_key_id_key;
ALTER TABLE data_key ADD PRIMARY KEY (id);
ALTER TABLE data_key ADD COLUMN replaced_at bigint; -- milliseconds since 1970, UTC; null for the current key

CREATE UNIQUE INDEX data_key_current ON data_key (owner) WHERE replaced_at IS NULL;
CREATE INDEX data_key_earlier ON data_key (id) WHERE replaced_at IS NOT NULL;
CREATE INDEX data_key_owner_earlier ON data_key (owner, id) WHERE replaced_at IS NOT NULL;

-- Keys that are gone: retired ones may come back with a backup of keys, erased ones never.
CREATE TABLE removed_key (
  id bigint PRIMARY KEY,
  owner text COLLATE "C" NOT NULL,
  removed_at bigint NOT NULL, -- milliseconds since 1970, UTC
  erased boolean NOT NULL
);

CREATE INDEX removed_key_owner ON removed_key (owner);

-- What is dropped below must leave no copy on a free page.
PRAGMA secure_delete = 1;

-- Several keys an owner: one current, earlier ones until nothing is sealed under them any more.
ALTER TABLE data_key RENAME TO data_key_before;

CREATE TABLE data_key (
  id INTEGER PRIMARY KEY, -- random, also negative
  owner TEXT NOT NULL,
  master_key_id TEXT NOT NULL,
  wrapped BLOB NOT NULL,
  replaced_at INTEGER -- milliseconds since 1970, UTC; null for the current key
) STRICT;

CREATE UNIQUE INDEX data_key_current ON data_key (owner) WHERE replaced_at IS NULL;
CREATE INDEX data_key_earlier ON data_key (id) WHERE replaced_at IS NOT NULL;
CREATE INDEX data_key_owner_earlier ON data_key (owner, id) WHERE replaced_at IS NOT NULL;

INSERT INTO data_key (id, owner, master_key_id, wrapped)
SELECT id, owner, master_key_id, wrapped FROM data_key_before;

DROP TABLE data_key_before;

-- Keys that are gone: retired ones may come back with a backup of keys, erased ones never.
CREATE TABLE removed_key (
  id INTEGER PRIMARY KEY,
  owner TEXT NOT NULL,
  removed_at INTEGER NOT NULL, -- milliseconds since 1970, UTC
  erased INTEGER NOT NULL -- 0 retired, 1 erased
) STRICT;

CREATE INDEX removed_key_owner ON removed_key (owner);

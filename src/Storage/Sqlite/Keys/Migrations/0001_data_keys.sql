-- Wrapped data keys, one an owner: a patient's hash, or 'system'.
CREATE TABLE data_key (
  owner TEXT PRIMARY KEY,
  id INTEGER NOT NULL UNIQUE,
  master_key_id TEXT NOT NULL,
  wrapped BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Wrapped data keys, one an owner: a patient's hash, or 'system'.
CREATE TABLE data_key (
  owner text COLLATE "C" PRIMARY KEY,
  id bigint NOT NULL UNIQUE,
  master_key_id text COLLATE "C" NOT NULL,
  wrapped bytea NOT NULL
);

-- What belongs to the data and not to one server, e.g. the fingerprint of USER_HASH_KEY.
CREATE TABLE setting (
  name text COLLATE "C" PRIMARY KEY,
  value text NOT NULL
);

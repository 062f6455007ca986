-- Every access to patients' data, one chain for the whole store. No patient's words stand here.
CREATE TABLE audit_trail (
  seq INTEGER PRIMARY KEY,
  time INTEGER NOT NULL, -- milliseconds since 1970, UTC
  principal TEXT NOT NULL,
  patient TEXT,
  action TEXT NOT NULL,
  subject TEXT,
  outcome INTEGER NOT NULL,
  count INTEGER NOT NULL,
  mac BLOB NOT NULL -- binds the entry to all before it
) STRICT;

CREATE INDEX audit_trail_patient ON audit_trail (patient, seq) WHERE patient IS NOT NULL;

-- The newest entry, so that one cut off at the end is missed.
CREATE TABLE audit_trail_head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  seq INTEGER NOT NULL,
  mac BLOB NOT NULL,
  head_mac BLOB NOT NULL
) STRICT;

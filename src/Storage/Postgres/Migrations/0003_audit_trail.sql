-- Every access to patients' data, one chain for the whole store. No patient's words stand here.
CREATE TABLE audit_trail (
  seq bigint PRIMARY KEY,
  time bigint NOT NULL, -- milliseconds since 1970, UTC
  principal text COLLATE "C" NOT NULL,
  patient text COLLATE "C",
  action text COLLATE "C" NOT NULL,
  subject text COLLATE "C",
  outcome integer NOT NULL,
  count bigint NOT NULL,
  mac bytea NOT NULL -- binds the entry to all before it
);

CREATE INDEX audit_trail_patient ON audit_trail (patient, seq) WHERE patient IS NOT NULL;

-- The newest entry, so that one cut off at the end is missed. Whoever appends locks this row: the chain has one end.
CREATE TABLE audit_trail_head (
  one integer PRIMARY KEY CHECK (one = 1),
  seq bigint NOT NULL,
  mac bytea NOT NULL,
  head_mac bytea NOT NULL
);

-- Of an empty trail: what the first entry is bound to.
INSERT INTO audit_trail_head (one, seq, mac, head_mac)
VALUES (1, 0, decode(repeat('00', 32), 'hex'), '');

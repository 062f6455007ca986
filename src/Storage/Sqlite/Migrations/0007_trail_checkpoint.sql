-- The last entry of the audit trail that was removed when its time was over: the first that remains is bound to its mac.
CREATE TABLE audit_trail_checkpoint (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  seq INTEGER NOT NULL,
  mac BLOB NOT NULL,
  checkpoint_mac BLOB NOT NULL
) STRICT;

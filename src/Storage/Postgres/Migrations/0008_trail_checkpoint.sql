-- The last entry of the audit trail that was removed when its time was over: the first that remains is bound to its mac.
CREATE TABLE audit_trail_checkpoint (
  one integer PRIMARY KEY CHECK (one = 1),
  seq bigint NOT NULL,
  mac bytea NOT NULL,
  checkpoint_mac bytea NOT NULL
);

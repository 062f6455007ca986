-- A deleted row stays readable in the table's file, and VACUUM leaves it there while an older snapshot might see it: for hours,
-- beside a dump of the data. TRUNCATE gives the table a new file; the old one goes with the commit, whoever has snapshots.
CREATE TEMPORARY TABLE kept_key ON COMMIT DROP AS SELECT * FROM mediagents_keys.data_key;

TRUNCATE mediagents_keys.data_key;

INSERT INTO mediagents_keys.data_key SELECT * FROM kept_key;

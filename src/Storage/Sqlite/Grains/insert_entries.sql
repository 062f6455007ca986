INSERT INTO grain_journal (grain, first_seq, last_seq, entries)
VALUES (?1, ?2, ?3, ?4)

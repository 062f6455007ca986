INSERT INTO audit_trail (seq, time, principal, patient, action, subject, outcome, count, mac)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)

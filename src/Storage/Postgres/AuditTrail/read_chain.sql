SELECT seq, time, principal, patient, action, subject, outcome, count, mac
FROM audit_trail
ORDER BY seq

-- At most ?6 entries from those numbered ?1 + 1 to ?2.
SELECT seq, time, principal, patient, action, subject, outcome, count, mac
FROM audit_trail
WHERE seq > ?1 AND seq <= ?2 AND time >= ?3 AND time < ?4 AND (?5 IS NULL OR patient = ?5)
ORDER BY seq
LIMIT ?6

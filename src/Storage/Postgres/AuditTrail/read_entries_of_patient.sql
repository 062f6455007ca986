SELECT seq, time, principal, patient, action, subject, outcome, count, mac
FROM audit_trail
WHERE patient = $5 AND seq > $1 AND time >= $2 AND time < $3
ORDER BY seq
LIMIT $4

DELETE FROM audit_trail
WHERE seq <= $1

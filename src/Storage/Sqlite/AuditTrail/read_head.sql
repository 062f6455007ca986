SELECT seq, mac
FROM audit_trail_head

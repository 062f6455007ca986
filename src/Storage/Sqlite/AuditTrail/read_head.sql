SELECT seq, mac, head_mac
FROM audit_trail_head

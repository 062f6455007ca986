-- None before the first entry.
SELECT seq, mac, head_mac
FROM audit_trail_head
WHERE seq > 0

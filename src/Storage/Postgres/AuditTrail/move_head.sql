UPDATE audit_trail_head
SET seq = $1, mac = $2, head_mac = $3

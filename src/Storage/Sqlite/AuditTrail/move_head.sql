INSERT INTO audit_trail_head (one, seq, mac, head_mac)
VALUES (1, ?1, ?2, ?3)
ON CONFLICT (one) DO UPDATE SET seq = excluded.seq, mac = excluded.mac, head_mac = excluded.head_mac

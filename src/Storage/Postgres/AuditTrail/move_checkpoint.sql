INSERT INTO audit_trail_checkpoint (one, seq, mac, checkpoint_mac)
VALUES (1, $1, $2, $3)
ON CONFLICT (one) DO UPDATE SET seq = excluded.seq, mac = excluded.mac, checkpoint_mac = excluded.checkpoint_mac

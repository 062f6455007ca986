SELECT seq, mac, checkpoint_mac
FROM audit_trail_checkpoint

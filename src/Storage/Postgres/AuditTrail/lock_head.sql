SELECT seq, mac, pg_current_xact_id()::text
FROM audit_trail_head
FOR UPDATE

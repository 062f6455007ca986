SELECT erasure.erased_at, erasure.trail_seq, coalesce(audit_trail.mac, '')
FROM erasure LEFT JOIN audit_trail ON audit_trail.seq = erasure.trail_seq
WHERE erasure.certificate = $1 AND erasure.erased_at IS NOT NULL

SELECT erased_at, trail_seq, trail_mac
FROM erasure
WHERE certificate = ?1 AND erased_at IS NOT NULL

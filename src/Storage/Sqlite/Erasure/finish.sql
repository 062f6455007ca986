UPDATE erasure
SET erased_at = ?2, trail_seq = ?3, trail_mac = ?4
WHERE certificate = ?1

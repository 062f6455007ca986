SELECT certificate, patient, principal, key_ids, begun_at
FROM erasure
WHERE erased_at IS NULL AND (?1 IS NULL OR patient = ?1)
ORDER BY certificate

INSERT INTO erasure (certificate, patient, principal, key_ids, begun_at)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (patient) WHERE erased_at IS NULL DO NOTHING

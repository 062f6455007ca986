INSERT INTO audit_trail (seq, time, principal, patient, action, subject, outcome, count, mac)
SELECT *
FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::bigint[], $9::bytea[])

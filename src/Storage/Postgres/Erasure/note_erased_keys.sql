INSERT INTO erased_key (id)
SELECT unnest($1::bigint[])
ON CONFLICT (id) DO NOTHING

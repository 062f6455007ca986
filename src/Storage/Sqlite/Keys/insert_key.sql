INSERT INTO data_key (owner, id, master_key_id, wrapped)
VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (owner) WHERE replaced_at IS NULL DO NOTHING

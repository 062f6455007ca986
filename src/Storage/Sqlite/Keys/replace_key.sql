UPDATE data_key
SET master_key_id = ?5, wrapped = ?6
WHERE id = ?2 AND owner = ?1 AND master_key_id = ?3 AND wrapped = ?4
RETURNING id

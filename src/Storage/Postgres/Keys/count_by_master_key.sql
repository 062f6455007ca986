SELECT master_key_id, count(*)
FROM data_key
GROUP BY master_key_id

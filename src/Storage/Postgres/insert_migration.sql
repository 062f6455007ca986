INSERT INTO schema_migration (number, name)
VALUES ($1, $2)

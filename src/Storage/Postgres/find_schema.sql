-- CREATE SCHEMA IF NOT EXISTS asks for a privilege that the user need not have where the schema was made for it.
SELECT to_regnamespace($1) IS NOT NULL

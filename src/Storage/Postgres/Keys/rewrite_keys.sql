-- A deleted row stays readable in the table's file; the file is written anew without it.
VACUUM (FULL) data_key

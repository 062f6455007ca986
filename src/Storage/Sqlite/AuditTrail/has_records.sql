-- Whether there is anything that cannot have been stored without an entry.
SELECT EXISTS (SELECT 1 FROM timeline_event) OR EXISTS (SELECT 1 FROM profile)

-- Whether there is anything that cannot have been stored without an entry.
SELECT EXISTS (SELECT FROM timeline_event) OR EXISTS (SELECT FROM profile) OR EXISTS (SELECT FROM document WHERE stored_at IS NOT NULL)

SELECT pg_advisory_xact_lock(hashtextextended('mediagents migrations of ' || $1, 0))

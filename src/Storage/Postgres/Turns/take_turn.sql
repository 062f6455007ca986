SELECT pg_advisory_lock(hashtextextended('mediagents ' || $1, 0))

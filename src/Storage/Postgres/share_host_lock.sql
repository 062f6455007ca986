SET lock_timeout = '3s';
SELECT pg_advisory_lock_shared(hashtextextended('mediagents server', 0))

SET lock_timeout = '3s';
SELECT pg_advisory_lock(hashtextextended('mediagents server', 0))

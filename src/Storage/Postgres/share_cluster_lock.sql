SELECT pg_advisory_lock_shared(hashtext('mediagents cluster'), hashtext($1))

LOCK TABLE mediagents_keys.data_key IN ACCESS EXCLUSIVE MODE

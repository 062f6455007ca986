-- Puts a block of entries in the place of another, if that is still stored.
-- KEYS: journal.
local first_seq = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not first_seq then return 0 end
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('ZADD', KEYS[1], first_seq, ARGV[2])
return 1

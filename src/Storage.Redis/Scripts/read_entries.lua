-- Blocks of a grain's journal with their first sequence numbers, from the one that holds a sequence number on; none when
-- the grain is another owner's. Each block holds at least one entry.
-- KEYS: grain, journal.
local owner, seq, blocks = ARGV[1], ARGV[2], ARGV[3]

if redis.call('HGET', KEYS[1], 'owner') ~= owner then return {} end
local holding = redis.call('ZREVRANGEBYSCORE', KEYS[2], seq, '-inf', 'WITHSCORES', 'LIMIT', 0, 1)
return redis.call('ZRANGEBYSCORE', KEYS[2], holding[2] or '-inf', '+inf', 'WITHSCORES', 'LIMIT', 0, blocks)

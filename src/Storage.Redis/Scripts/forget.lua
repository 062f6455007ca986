-- Removes a grain whose state is lost, if that state is still what is stored.
-- KEYS: grain, journal, unfinished.
local state, grain = ARGV[1], ARGV[2]

if redis.call('HGET', KEYS[1], 'state') ~= state then return 0 end
redis.call('DEL', KEYS[1], KEYS[2])
redis.call('ZREM', KEYS[3], grain)
return 1

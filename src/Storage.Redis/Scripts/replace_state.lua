-- Puts a state in the place of another, if that is still what is stored.
-- KEYS: grain.
if redis.call('HGET', KEYS[1], 'state') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'state', ARGV[2])
return 1

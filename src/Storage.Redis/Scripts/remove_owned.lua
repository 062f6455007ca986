-- Removes up to so many of an owner's grains of one kind, with all there is of them, and returns how many.
-- KEYS: grains of the owner and kind, kinds of the owner, unfinished.
local kind, limit, grain, journal = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

local ids = redis.call('ZRANGE', KEYS[1], 0, limit - 1)
for _, id in ipairs(ids) do
  redis.call('DEL', grain .. id, journal .. id)
  redis.call('ZREM', KEYS[3], kind .. '/' .. id)
  redis.call('ZREM', KEYS[1], id)
end
if redis.call('EXISTS', KEYS[1]) == 0 then redis.call('SREM', KEYS[2], kind) end
return #ids

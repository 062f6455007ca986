-- Writes what one turn changed, if the stored grain is as expected: 1 written, 0 not as expected, -1 another owner's,
-- -2 sealed under a key that was erased.
-- KEYS: grain, journal, grains of the owner and kind, kinds of the owner, unfinished, position, mark of an erased key.
local expected_version, expected_length, owner, kind, id = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local version, length, unfinished, updated, state = ARGV[6], ARGV[7], ARGV[8], ARGV[9], ARGV[10]
local first_seq, entries = ARGV[11], ARGV[12]

if redis.call('EXISTS', KEYS[7]) == 1 then return -2 end
local stored = redis.call('HMGET', KEYS[1], 'version', 'length', 'owner', 'position')
local position = stored[4]
if expected_version == '0' then
  if stored[1] then return 0 end
  position = redis.call('INCR', KEYS[6])
  redis.call('DEL', KEYS[2]) -- of a grain that was lost without its journal
  redis.call('HSET', KEYS[1], 'owner', owner, 'position', position)
  redis.call('ZADD', KEYS[3], position, id)
  redis.call('SADD', KEYS[4], kind)
else
  if stored[1] ~= expected_version or stored[2] ~= expected_length then return 0 end
  if stored[3] ~= owner then return -1 end
end

redis.call('HSET', KEYS[1], 'version', version, 'length', length, 'unfinished', unfinished, 'updated', updated, 'state', state)
if entries ~= '' then redis.call('ZADD', KEYS[2], first_seq, entries) end
if unfinished == '1' then
  redis.call('ZADD', KEYS[5], position, kind .. '/' .. id)
else
  redis.call('ZREM', KEYS[5], kind .. '/' .. id)
end
return 1

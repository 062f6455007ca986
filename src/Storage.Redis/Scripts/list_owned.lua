-- Id, position and last change of an owner's grains of one kind, newest first, from below a position on.
-- KEYS: grains of the owner and kind.
local below, limit, grain = ARGV[1], ARGV[2], ARGV[3]

local listed = redis.call('ZREVRANGEBYSCORE', KEYS[1], below, '-inf', 'WITHSCORES', 'LIMIT', 0, limit)
local grains = {}
for i = 1, #listed, 2 do
  local updated = redis.call('HGET', grain .. listed[i], 'updated')
  if updated then grains[#grains + 1] = { listed[i], listed[i + 1], updated } end
end
return grains

-- Counts requests in sliding windows and decides whether each may pass. Does exactly what io.evently.ratelimit.SlidingWindow does; a
-- test compares the two.
--
-- KEYS   the counters, each once
-- ARGV   now in milliseconds, or 0 for the clock of this server
--        the window of each counter in milliseconds
--        for each request: how many counters it counts for, then for each of them its place in KEYS and its limit
-- Answer for each request: how many milliseconds it has to wait, 0 when it may pass; then for each of its counters what is left
--        and in how many milliseconds more will be left
--
-- A counter is a list of MessagePack: part, count, part, count, …, where a part is a thirtieth of the window, numbered since 1970. What is older than
-- a whole window is left out.
local PARTS = 30
local now = tonumber(ARGV[1])
if now == 0 then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end

local counters = {}
for i = 1, #KEYS do
  local width = math.ceil(tonumber(ARGV[1 + i]) / PARTS)
  local counter = {width = width, part = math.floor(now / width), used = 0, size = 0, parts = {}, counts = {}, changed = false}
  local packed = redis.call('GET', KEYS[i])
  if packed then
    local stored = cmsgpack.unpack(packed)
    local oldest = counter.part - PARTS
    local size, used, parts, counts = 0, 0, counter.parts, counter.counts
    for j = 1, #stored, 2 do
      if stored[j] >= oldest then
        size = size + 1
        parts[size] = stored[j]
        counts[size] = stored[j + 1]
        used = used + stored[j + 1]
      end
    end
    counter.size = size
    counter.used = used
  end
  counters[i] = counter
end

-- Until fewer than the limit are left.
local function wait(counter, limit)
  local left = counter.used
  local i = 0
  while left >= limit do
    i = i + 1
    left = left - counter.counts[i]
  end
  if i == 0 then
    return 0
  end
  return (counter.parts[i] + PARTS + 1) * counter.width - now
end

local function add(counter)
  -- A clock that was set back counts for the newest part.
  if counter.size > 0 and counter.parts[counter.size] >= counter.part then
    counter.counts[counter.size] = counter.counts[counter.size] + 1
  else
    counter.size = counter.size + 1
    counter.parts[counter.size] = counter.part
    counter.counts[counter.size] = 1
  end
  counter.used = counter.used + 1
  counter.changed = true
end

local answer = {}
local at = #KEYS + 2
while at <= #ARGV do
  local count = tonumber(ARGV[at])
  local longest = 0
  for i = 1, count do
    longest = math.max(longest, wait(counters[tonumber(ARGV[at + 2 * i - 1])], tonumber(ARGV[at + 2 * i])))
  end
  answer[#answer + 1] = longest
  for i = 1, count do
    local counter = counters[tonumber(ARGV[at + 2 * i - 1])]
    if longest == 0 then
      add(counter)
    end
    answer[#answer + 1] = math.max(0, tonumber(ARGV[at + 2 * i]) - counter.used)
    if counter.size == 0 then
      answer[#answer + 1] = 0
    else
      answer[#answer + 1] = (counter.parts[1] + PARTS + 1) * counter.width - now
    end
  end
  at = at + 1 + 2 * count
end

for i = 1, #KEYS do
  local counter = counters[i]
  if counter.changed then
    local stored = {}
    for j = 1, counter.size do
      stored[2 * j - 1] = counter.parts[j]
      stored[2 * j] = counter.counts[j]
    end
    redis.call('SET', KEYS[i], cmsgpack.pack(stored), 'PX', counter.width * (PARTS + 1))
  end
end
return answer

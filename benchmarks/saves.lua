-- One save per request, round and round over the attempts, each with a sequence number that was never used before.
-- Arguments: a folder with `tokens` (one a line) and `answers` (JSON per slot, one a line), and the first number.
-- Writes the numbers that the server acknowledged to `acknowledged` in that folder, one a line.

local tokens, answers, acknowledged = {}, {}, nil
local sequence = 0

local function read_lines(path)
  local lines = {}
  for line in io.lines(path) do lines[#lines + 1] = line end
  return lines
end

function init(arguments)
  local folder = arguments[1]
  tokens = read_lines(folder .. "/tokens")
  answers = read_lines(folder .. "/answers")
  acknowledged = io.open(folder .. "/acknowledged", "w")
  acknowledged:setvbuf("full", 65536)
  sequence = tonumber(arguments[2]) - 1
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  sequence = sequence + 1
  local slot = math.floor(sequence / #tokens) % #answers
  wrk.headers["Authorization"] = "Bearer " .. tokens[sequence % #tokens + 1]
  return wrk.format("POST", nil, nil, string.format(
    '{"saves":[{"sequence":%d,"slot":%d,"answer":%s,"flagged":false,"client_ms":%d000}]}',
    sequence, slot, answers[slot + 1], os.time()))
end

function response(status, headers, body)
  local number = string.match(body, '"acknowledged":%[(%d+)%]')
  if number then acknowledged:write(number, "\n") end
end

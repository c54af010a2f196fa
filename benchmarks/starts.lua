-- Starts each prepared attempt once, signed in as its own candidate, and stops when there are none left.
-- Arguments: a file with the number of an attempt and a session cookie per line, and the form token.

local paths, cookies = {}, {}
local started = 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    local attempt, cookie = line:match("(%d+) (%S+)")
    paths[#paths + 1] = "/mijn/toetsen/" .. attempt .. "/starten"
    cookies[#cookies + 1] = "proeve_session=" .. cookie .. "; csrftoken=" .. arguments[2]
  end
  wrk.headers["X-CSRFToken"] = arguments[2]
end

function request()
  started = started + 1
  if started > #paths then
    wrk.thread:stop()
    started = #paths
  end
  wrk.headers["Cookie"] = cookies[started]
  return wrk.format("POST", paths[started])
end

-- Asks for the addresses of a list in turn, and counts answers that are not what they should be.
local requests, position, wrong, status, text = {}, 0, 0, 200, ""
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  status, text = tonumber(args[2]), args[3] or ""
  for path in io.lines(args[1]) do
    table.insert(requests, wrk.format("GET", path))
  end
end

function request()
  position = position % #requests + 1
  return requests[position]
end

function response(code, headers, body)
  if code ~= status or not body:find(text, 1, true) then
    wrong = wrong + 1
    wrk.thread:set("wrong", wrong)
  end
end

function done(summary, latency, rates)
  local bad = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  for _, thread in ipairs(threads) do
    bad = bad + (thread:get("wrong") or 0)
  end
  io.write(string.format("TALLY %d %d %d %f %f %f\n", summary.requests, summary.duration, bad,
    latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end

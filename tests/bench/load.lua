-- Sends customers' messages, each in a conversation of its own and under an Idempotency-Key of its own. Arguments: the
-- API key, a mark of the run, and how many milliseconds a connection rests before each request, on average.

local key, mark, rest, count

function init(arguments)
  key, mark, rest, count = arguments[1], arguments[2], tonumber(arguments[3]), 0
  math.randomseed(1)
end

-- Unlike from one to the next, so that the connections don't fall into step.
function delay()
  return math.floor(2 * rest * math.random())
end

function request()
  count = count + 1
  local thread = mark .. "-" .. count
  local body = string.format(
    '{"channel":"email","thread":"%s","external_id":"1","from":{"address":"yuki@example.jp"},' ..
    '"text":"Guten Tag, wo bleibt meine Bestellung 1001? Ich warte seit zwei Wochen darauf."}', thread)
  local headers = {
    ["Authorization"] = "Bearer " .. key,
    ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = thread,
  }
  return wrk.format("POST", "/v1/messages", headers, body)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"seconds":%.3f,"refused":%d,"unanswered":%d,"p50_ms":%.1f,"p99_ms":%.1f,"max_ms":%.1f}\n',
    summary.requests, summary.duration / 1e6, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end

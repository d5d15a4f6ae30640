-- Posts a new guest's comment with every request. Arguments: a tag that no other run has, the
-- form's hidden fields as they are posted, then paths; each of wrk's threads keeps to one of them.

local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  tag, fields, posted = args[1], args[2], 0
  path = args[3 + number % (#args - 2)]
  headers = {
    ["Content-Type"] = "application/x-www-form-urlencoded",
    ["Sec-Fetch-Site"] = "same-origin",
    ["Accept-Encoding"] = "br, gzip",
  }
end

function request()
  posted = posted + 1
  local who = tag .. "." .. number .. "." .. posted
  local said = "Lamp " .. who .. " was lit at dusk, and the ferryman waved. Whoever keeps the keys"
    .. " has argued about it since the flood, and nobody at the harbour could say why."
  local body = fields .. "&name=Reader+" .. posted .. "&email=reader." .. who .. "%40example.org"
    .. "&body=" .. said:gsub(" ", "+")
  return wrk.format("POST", path, headers, body)
end

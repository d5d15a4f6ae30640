-- Reads one of the paths that are its arguments with every request, each as often as the others.

function init(args)
  paths, at = args, math.random(#args)
  headers = { ["Accept-Encoding"] = "br, gzip" }
end

function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], headers)
end

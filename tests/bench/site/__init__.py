"""How fast the whole site is, as in production: `make bench`, docs/benchmark.md.

`__main__` takes each of the `places` (databases) in a process of its own: `building` fills it,
`server` starts gunicorn, `reading`, `writing` and `lasting` measure, `table` says which bar is met.
"""

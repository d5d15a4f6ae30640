"""A site of any size, invented: articles, readers and comments in the shape of real discussions.

`orders` (what is asked for) → `shares` (how much of it each discussion and thread gets) → `shape`,
`moments`, `sayings` (one thread's tree, times, words) → `filling` and `rows` (into the database).
All but the last two know no database, and the same seed gives the same site.
"""

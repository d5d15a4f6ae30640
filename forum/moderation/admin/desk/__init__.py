"""The moderators' desk inside the admin: its pages and its buttons. Translates between requests and
`queue`, `surroundings`, `authors` and `decisions`; decides nothing itself."""

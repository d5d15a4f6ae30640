"""The moderators' desk: what is decided about comments, discussions and people. Knows comments
and accounts."""

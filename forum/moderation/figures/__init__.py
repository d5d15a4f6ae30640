"""Numbers about moderation, read from the log and the rules' findings. Draws nothing, writes
nothing: `desk` is for moderators, `open` for everybody and names nobody."""

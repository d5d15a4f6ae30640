"""Moving in and out: what arrives from elsewhere becomes articles and discussions. Knows both."""

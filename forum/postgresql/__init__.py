"""PostgreSQL as this site uses it: an ENGINE of Django's."""

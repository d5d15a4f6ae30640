"""Who members are and how they stand. Knows no other app."""

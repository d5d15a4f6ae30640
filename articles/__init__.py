"""Articles, sections, authors, sidebar blocks; the discussion under each. Knows comments."""

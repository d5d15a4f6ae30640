"""What editors see of articles and of all that stands around them, in Django's admin."""

from articles.admin import articles, pictures, surroundings

__all__ = ["articles", "pictures", "surroundings"]

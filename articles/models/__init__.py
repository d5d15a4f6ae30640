"""What is published: articles with their sections, authors, tags and pictures; pages; blocks."""

from articles.models.articles import Article, ArticleQuerySet, Correction
from articles.models.authors import Author, ProfileLink
from articles.models.pictures import Picture
from articles.models.subjects import Section, Tag
from articles.models.surroundings import Block, BlockLink, OldAddress, Page

__all__ = [
    "Article",
    "ArticleQuerySet",
    "Author",
    "Block",
    "BlockLink",
    "Correction",
    "OldAddress",
    "Page",
    "Picture",
    "ProfileLink",
    "Section",
    "Tag",
]

"""Pages to articles: structured data first, then the text of the page, with what the directory and the feed know."""

from variorum.extract.article import extract_article, find_address

__all__ = ["extract_article", "find_address"]

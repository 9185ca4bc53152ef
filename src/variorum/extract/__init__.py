"""Pages to articles: structured data first, then the text of the page, with what the directory and the feed know."""

from variorum.extract.article import extract_article, find_address
from variorum.extract.credits import read_credits
from variorum.extract.publisher import find_publisher

__all__ = ["extract_article", "find_address", "find_publisher", "read_credits"]

"""The full-text index over articles: words are found and folded before any database sees them, so all scripts work.

SQLite keeps them in an FTS5 table, PostgreSQL in a tsvector; both hold the same words, so both find the same articles.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from variorum.text.words import words

# The longest text that is indexed whole, in words: PostgreSQL's tsvector has a limit of one megabyte.
_MOST_WORDS = 20_000
_MOST_PLACES = 16_383  # the highest position that a tsvector keeps


def index(article: str, *, headline: str, text: str) -> None:
    """Make an article findable by its words, in place of what it was findable by before."""
    title, body = terms(headline), terms(text)[:_MOST_WORDS]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM news_words WHERE article = %s", [article])
        if connection.vendor == "postgresql":
            # Written out as a tsvector: its parser would cut the words once more, by other rules than ours.
            cursor.execute(
                "INSERT INTO news_words (article, terms) VALUES (%s, %s::tsvector)", [article, _tsvector(title, body)]
            )
        else:
            cursor.execute(
                "INSERT INTO news_words (article, headline, body) VALUES (%s, %s, %s)",
                [article, " ".join(title), " ".join(body)],
            )


def find(query: Sequence[str], *, most: int = 1000) -> list[str]:
    """Ids of the articles that hold all these words, best first; words as `terms` gives them."""
    if not query:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            asked = " & ".join(_lexeme(word) for word in query)
            cursor.execute(
                "SELECT article FROM news_words WHERE terms @@ %s::tsquery"
                " ORDER BY ts_rank(terms, %s::tsquery, 1) DESC, article LIMIT %s",
                [asked, asked, most],
            )
        else:
            cursor.execute(
                "SELECT article FROM news_words WHERE news_words MATCH %s"
                " ORDER BY bm25(news_words, 0.0, 4.0, 1.0), article LIMIT %s",
                [" ".join('"{}"'.format(word.replace('"', '""')) for word in query), most],
            )
        return [row[0] for row in cursor.fetchall()]


def terms(text: str) -> list[str]:
    """The words of a text as the index knows them."""
    return [word.folded for word in words(text.replace("\x00", " "))]


def _tsvector(title: Sequence[str], body: Sequence[str]) -> str:
    places: dict[str, list[str]] = {}
    for number, word in enumerate(title, 1):
        places.setdefault(word, []).append(f"{number}A")
    for number, word in enumerate(body, len(title) + 1):
        places.setdefault(word, []).append(f"{min(number, _MOST_PLACES)}")
    return " ".join(f"{_lexeme(word)}:{','.join(found[:200])}" for word, found in places.items() if len(word) < 500)


def _lexeme(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"

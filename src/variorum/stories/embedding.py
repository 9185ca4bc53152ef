"""What of an article an embedder is given, and rows that are computed once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from variorum.interfaces import Embedder
from variorum.model import Article
from variorum.text.furniture import without_furniture
from variorum.text.words import words

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WORDS = 60  # of the text: the lead tells the happening, and a model's time grows with every word
_READ = 2_000  # characters in which they are sought
_KEPT = 20_000  # rows: those of ten days of some hundred outlets, 20 MB at 256 dimensions


def embedded_text(article: Article) -> str:
    """The headline and the first words of the text, or of the teaser where there is no text; "" where all is empty."""
    text = article.text[:_READ] if article.text.strip() else article.teaser or ""
    body = without_furniture(text, article.language)
    found = words(body)[:_WORDS]
    opening = body[: found[-1].span.end] if found else ""
    return "\n".join(part.strip() for part in (article.headline, opening) if part and part.strip())


class RememberingEmbedder:
    """An Embedder that asks another one for each text once, and keeps the rows of the texts that were asked for last.

    For a process that builds its index of open stories anew: a transformer would need a minute for 3,000 articles.
    """

    def __init__(self, embedder: Embedder, *, kept: int = _KEPT) -> None:
        self._embedder = embedder
        self._kept = kept
        self._rows: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self.name = embedder.name
        self.dimensions = embedder.dimensions

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The rows of the other embedder, shape (texts, dimensions)."""
        lacking = list(dict.fromkeys(text for text in texts if text not in self._rows))
        made = dict(zip(lacking, self._embedder.embed(lacking), strict=True)) if lacking else {}
        found = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for number, text in enumerate(texts):
            row = made[text] if text in made else self._rows[text]
            found[number] = row
            self._rows[text] = row
            self._rows.move_to_end(text)
        while len(self._rows) > self._kept:
            self._rows.popitem(last=False)
        return found

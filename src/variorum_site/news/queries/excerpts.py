"""How much of a text may be quoted where an instance shows excerpts only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from variorum.model import LanguageTag
from variorum.text.sentences import sentences
from variorum_site.news.queries.records import TextPiece
from variorum_site.news.queries.shelf import shortened

EXCERPT_LETTERS = 600
_EXCERPT_PARAGRAPHS = 2


def shortened_paragraphs(paragraphs: Iterable[tuple[TextPiece, ...]]) -> Iterator[tuple[TextPiece, ...]]:
    """The first paragraphs, cut when they are long: as much as may be quoted."""
    left = EXCERPT_LETTERS
    telling = (paragraph for paragraph in paragraphs if any(piece.text.strip() for piece in paragraph))
    for paragraph in islice(telling, _EXCERPT_PARAGRAPHS):
        pieces: list[TextPiece] = []
        for piece in paragraph:
            text = re.sub(" {2,}", " ", piece.text if pieces else piece.text.lstrip())
            if left > 0 and text:
                pieces.append(TextPiece(text=excerpt_piece(text, left), mark=piece.mark))
            left -= len(text)
        if pieces:
            yield tuple(pieces)


def excerpt_piece(text: str, letters: int) -> str:
    """The piece itself where it is short enough, else its beginning."""
    return text if len(text) <= letters else shortened(text, letters=letters)


@dataclass(frozen=True, slots=True)
class Quoted:
    """What of an article may stand on every page of it: the stretches of text that its own page shows."""

    stretches: tuple[str, ...]

    def holds(self, text: str) -> bool:
        """Whether all of the text stands in them; what is left out of it, marked by "…", need not."""
        return all(any(part in stretch for stretch in self.stretches) for part in _parts(text))

    def only(
        self, paragraphs: Iterable[tuple[TextPiece, ...]], language: LanguageTag | None
    ) -> Iterator[tuple[TextPiece, ...]]:
        """The paragraphs without the sentences that do not stand in them."""
        for paragraph in paragraphs:
            text = "".join(piece.text for piece in paragraph)
            told = [span.cut(text) for span in sentences(text, language)]
            if any(self.holds(one) for one in told):
                kept = " ".join(one if self.holds(one) else "…" for one in told)
                yield (TextPiece(text=re.sub(r"…(?: …)+", "…", kept)),)


def quoted(stretches: Iterable[Iterable[TextPiece]], *, headlines: Iterable[str]) -> Quoted:
    """What is quoted by these pieces; headlines name an article wherever it stands."""
    texts = ("".join(piece.text for piece in pieces) for pieces in stretches)
    return Quoted(tuple(part for text in (*texts, *headlines) for part in _parts(text)))


def _parts(text: str) -> list[str]:
    return [part for cut in text.split("…") if (part := " ".join(cut.split()))]

"""What the parts ask of each other, in one place. Each interface has a plain implementation, good enough to run.

Only Embedder has none: without a model, nothing is asked of one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from variorum.model import Article, Capture, Page, Reason

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Clock = Callable[[], datetime]  # gives an aware UTC time


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """A redirect on the way to a page: an answer that led on, without its body, and what was asked."""

    answer: Page
    request_headers: tuple[tuple[str, str], ...] = ()


class Fetcher(Protocol):
    """Gets pages politely. The only implementation with sockets is variorum.fetch.client.Client."""

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page:
        """One page; a 304 is a Page with that status. Raises FetchError with a kind and a remedy."""
        ...


class CaptureStore(Protocol):
    """Keeps the bytes of responses. The plain implementation is variorum.fetch.captures.WarcCaptures."""

    def keep(self, page: Page, *, request_headers: Sequence[tuple[str, str]] = (), hops: Sequence[Hop] = ()) -> Capture:
        """Write the response, and the redirects that led to it, for good, and say where it lies."""
        ...

    def read(self, capture: Capture) -> Page:
        """The page as it was kept. Raises InputError when the file or the record is gone."""
        ...


class Candidate(Protocol):
    """A story that an article may belong to."""

    @property
    def story(self) -> str: ...
    @property
    def score(self) -> float: ...  # 0 to 1, how likely they are one happening
    @property
    def nearest(self) -> str: ...  # article id
    @property
    def reasons(self) -> tuple[Reason, ...]: ...


class Neighbours(Protocol):
    """The open stories, as seen by the grouping. The plain implementation is variorum.stories.index.StoryIndex."""

    def near(self, article: Article) -> Sequence[Candidate]:
        """Candidate stories, best first."""
        ...

    def add(self, story: str, article: Article) -> None:
        """Remember that the article stands in the story."""
        ...

    def merge(self, source: str, target: str) -> None:
        """Remember that all articles of `source` stand in `target` now."""
        ...

    def split(self, source: str, target: str, articles: Sequence[str]) -> None:
        """Remember that these articles of `source` stand in `target` now."""
        ...

    def story_of(self, article: str) -> str | None:
        """The open story in which the article stands, if any."""
        ...

    def between(self, left: str, right: str) -> float:
        """How likely two open stories are one happening, 0 to 1."""
        ...


class Embedder(Protocol):
    """Texts as vectors whose angle tells how alike their meanings are, in whatever languages. See variorum.engines."""

    @property
    def name(self) -> str: ...  # "name/version": vectors of two names cannot be compared
    @property
    def dimensions(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A row of unit length for each text, in their order: shape (texts, dimensions). The same text, the same row.

        A row of zeros, like to nothing, for a text that is empty or of which the model cannot read the most.
        """
        ...

"""Which language a text is in, by py3langid (BSD), with what the page and the outlet say as a prior."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from variorum.model import LanguageTag
from variorum.text.words import whole

_LOOK_AT = 400  # characters: more costs time and decides nothing (0.77 ms for 1,500 characters)
_SURE = 0.9
_POSSIBLE = 0.05  # a declared language that the letters speak against is a template's, not the text's
_WELL_FORMED = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{1,8}){0,8}", re.IGNORECASE)
NO_LANGUAGE = frozenset({"und", "mul", "zxx", "mis"})  # codes that say that it is unknown, several, or none
_FOLDED = {"nb": "no", "nn": "no", "iw": "he", "in": "id"}


def identify(text: str, *, declared: Sequence[str | None] = ()) -> LanguageTag | None:
    """The language of a text; the first declared one where the text is too short or unclear; None when nobody knows."""
    hints = [tag for written in declared if (tag := read_tag(written))]
    sample = whole(text.strip()[:_LOOK_AT])
    if sum(c.isalpha() for c in sample) < 8:
        return hints[0] if hints else None
    ranked = {normal_tag(tag): float(share) for tag, share in reversed(_identifier().rank(sample))}
    found = max(ranked, key=ranked.__getitem__)
    if ranked[found] >= _SURE:
        return found
    return next((hint for hint in hints if ranked.get(hint, 0) >= _POSSIBLE), found)


@lru_cache(maxsize=1024)
def normal_tag(tag: str) -> LanguageTag:
    """The primary language of a BCP 47 tag in lower case, the Norwegian and old codes folded: "pt-BR" is "pt"."""
    primary = tag.replace("_", "-").split("-")[0].strip().lower()
    return _FOLDED.get(primary, primary)


def read_tag(written: str | None) -> LanguageTag | None:
    """The primary language of a well-formed BCP 47 tag; None for anything else, as for "English (United States)"."""
    written = (written or "").strip()
    if not _WELL_FORMED.fullmatch(written):
        return None
    tag = normal_tag(written)
    return None if tag in NO_LANGUAGE else tag


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

"""Figures that say of themselves that they take the place of earlier ones: "revised down to 188"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from variorum.compare.answers import Answer
from variorum.compare.counted import comparable
from variorum.compare.quantities import same_value
from variorum.compare.voices import Voices, told_at
from variorum.model import LanguageTag
from variorum.text.times import is_earlier
from variorum.text.words import fold

_UNSPACED = frozenset({"zh", "ja", "ko", "th"})


def is_corrected(one: Answer, other: Answer, told_by: Mapping[str, Sequence[Answer]], voices: Voices) -> bool:
    """Whether the later of two reports says that its figure corrects the other one, whichever is greater.

    The words stand in the sentence of its figure, or where it repeats the earlier figure.
    """
    moments = [told_at(voices.reports[answer.claim.article]) for answer in (one, other)]
    if is_earlier(moments[0], moments[1]):
        earlier, later = one, other
    elif is_earlier(moments[1], moments[0]):
        earlier, later = other, one
    else:
        return False
    if _says_so(later, voices):
        return True
    return any(
        same_value(answer.quantity, earlier.quantity)
        and comparable(answer.quantity, earlier.quantity, answer.claim.language, earlier.claim.language)
        and _says_so(answer, voices)
        for answer in told_by[later.claim.article]
    )


def _says_so(answer: Answer, voices: Voices) -> bool:
    pattern = _cues(answer.claim.language)
    if pattern is None:
        return False
    return bool(pattern.search(fold(answer.claim.claim.span.cut(voices.reports[answer.claim.article].text))))


@cache
def _cues(language: LanguageTag | None) -> re.Pattern[str] | None:
    tag = (language or "en").split("-")[0].lower()
    phrases = _table().get(tag, ())
    if not phrases:
        return None
    listed = "|".join(re.escape(fold(phrase)) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(listed if tag in _UNSPACED else rf"(?<!\w)(?:{listed})(?!\w)")


@cache
def _table() -> Mapping[str, Sequence[str]]:
    return tomllib.loads((files("variorum.compare") / "corrections.toml").read_text(encoding="utf-8"))

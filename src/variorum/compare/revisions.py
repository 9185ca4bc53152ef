"""What an outlet changed in an article between two versions that we read, the most telling change first.

Every piece of a change is a span of one of the two stored texts (or headlines), so that nothing is shown which neither
version holds. A sentence is told once, as the most telling kind of change in it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from variorum.compare.pairing import changed_words, pair_sentences
from variorum.compare.settled import find_notices, mark_of, settled, share_lost, without_asides
from variorum.model import Article, ArticleClaims, Claim, Quantity, Quotation, Role, Span, StepVersion
from variorum.text import marks
from variorum.text.names import name_key

MADE_BY = "revisions/2"


class ChangeKind(StrEnum):
    """What kind of change; the order is that of weight."""

    NOTICE = "notice"  # the outlet says itself that it corrected or withdrew something
    HEADLINE = "headline"
    NUMBER = "number"
    QUOTATION = "quotation"  # came, went, or was reworded
    SOURCE = "source"  # the same is now put into another mouth
    NAME = "name"
    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    MOVED = "moved"


_WEIGHT = list(ChangeKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A stretch of one version's text, or of its headline, and what in it is not the same in the other version."""

    span: Span
    marks: tuple[Span, ...] = ()  # within the span, counted as it is; none where the change holds one side only
    of_headline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: what stood there, what stands there now. One of the two may be missing, never both."""

    kind: ChangeKind
    before: Cut | None
    after: Cut | None
    role: Role | None = None  # of a number: what part the counted things play


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that changed between two versions of one article."""

    article: str
    before: int  # numbers of the two revisions
    after: int
    changes: tuple[Change, ...]  # heaviest kind first, each kind in the order of the text
    lost: float | None  # the share of its words that the text lost, where it was cut down rather than edited
    reread: bool  # our own extraction changed in between: some of the changes may be ours
    made_by: StepVersion = MADE_BY

    def count(self, kind: ChangeKind) -> int:
        """How many changes of a kind."""
        return sum(change.kind is kind for change in self.changes)


@dataclass(frozen=True, slots=True)
class _Version:
    """A version read sentence by sentence."""

    article: Article
    claims: tuple[Claim, ...]
    notices: tuple[Span, ...]
    quotes: tuple[Span, ...]  # what stands in quotation marks and is said by somebody
    quoted: frozenset[str]  # the same, settled

    def text(self, span: Span) -> str:
        return span.cut(self.article.text)


def find_changes(before: Article, after: Article, *, claims: tuple[ArticleClaims, ArticleClaims]) -> Changes:
    """The changes from one version to a later one; `claims` are those of the two, in the same order."""
    old, new = _read(before, claims[0]), _read(after, claims[1])
    found = [*_notices(old, new), *_headline(before, after), *_sentences(old, new)]
    return Changes(
        article=after.id,
        before=before.revision,
        after=after.revision,
        changes=tuple(sorted(found, key=lambda change: _WEIGHT.index(change.kind))),
        lost=share_lost(before, after),
        reread=before.made_by != after.made_by,
    )


def _read(article: Article, claims: ArticleClaims) -> _Version:
    """Sentences of notices are told as notices, not once more as sentences; lines that move at every visit never."""
    own = without_asides(claims, article).claims
    quotes = tuple(one.span for one in claims.quotations if one.direct)
    if not quotes:  # where no speaker is found, as in languages whose cues we lack, all that stands in marks is said
        quotes = tuple(one.span for one in marks.quoted(article.text))
    return _Version(
        article, own, find_notices(article), quotes, frozenset(settled(one.cut(article.text)) for one in quotes)
    )


def _notices(old: _Version, new: _Version) -> Iterator[Change]:
    """Notices that came or went; one that was reworded is shown with what it said."""
    texts = [[version.text(span) for span in version.notices] for version in (old, new)]
    for pair in pair_sentences(*texts):
        if not pair.moved:
            yield _change(
                ChangeKind.NOTICE,
                (old, None if pair.before is None else old.notices[pair.before]),
                (new, None if pair.after is None else new.notices[pair.after]),
            )


def _headline(before: Article, after: Article) -> Iterator[Change]:
    left, right = before.headline or "", after.headline or ""
    if settled(left) == settled(right):
        return
    gone, came = changed_words(left, right)
    yield Change(
        kind=ChangeKind.HEADLINE,
        before=Cut(span=Span(0, len(left)), marks=gone, of_headline=True) if left else None,
        after=Cut(span=Span(0, len(right)), marks=came, of_headline=True) if right else None,
    )


def _sentences(old: _Version, new: _Version) -> Iterator[Change]:
    texts = [[version.text(claim.span) for claim in version.claims] for version in (old, new)]
    for pair in pair_sentences(*texts):
        left = None if pair.before is None else old.claims[pair.before]
        right = None if pair.after is None else new.claims[pair.after]
        cuts = (old, left.span if left else None), (new, right.span if right else None)
        if left is None or right is None:
            yield _change(_one_sided(left, right, old, new), *cuts)
        elif pair.moved:
            yield _change(ChangeKind.MOVED, *cuts)
        else:
            yield _reworded(_change(ChangeKind.REWORDED, *cuts), (left, right), old, new)


def _change(kind: ChangeKind, left: tuple[_Version, Span | None], right: tuple[_Version, Span | None]) -> Change:
    """A change with the words marked that differ, where both versions have the sentence."""
    before, after = (Cut(span=span) if span else None for _, span in (left, right))
    if before and after and kind is not ChangeKind.MOVED:
        words = changed_words(left[0].text(before.span), right[0].text(after.span))
        before, after = (
            Cut(span=cut.span, marks=tuple(Span(cut.span.start + one.start, cut.span.start + one.end) for one in own))
            for cut, own in zip((before, after), words, strict=True)
        )
    return Change(kind=kind, before=before, after=after)


def _one_sided(left: Claim | None, right: Claim | None, old: _Version, new: _Version) -> ChangeKind:
    """A sentence that came or went: the quotation in it is what counts, unless the other text quotes the same."""
    if right is not None:
        return ChangeKind.QUOTATION if _quotes_anew(right, new, old) else ChangeKind.ADDED
    assert left is not None
    return ChangeKind.QUOTATION if _quotes_anew(left, old, new) else ChangeKind.REMOVED


def _quotes_anew(claim: Claim, own: _Version, other: _Version) -> bool:
    return any(settled(own.text(one)) not in other.quoted for one in own.quotes if claim.span.holds(one))


def _reworded(change: Change, claims: tuple[Claim, Claim], old: _Version, new: _Version) -> Change:
    """The change of a sentence under its most telling kind."""
    assert change.before
    assert change.after
    differing = (change.before.marks, change.after.marks)
    kind, role = ChangeKind.REWORDED, None
    numbers = _other_numbers(claims)
    if all(numbers) and all(_touch(side, own) for side, own in zip(numbers, differing, strict=True)):
        kind, role = ChangeKind.NUMBER, numbers[1][0].role
    elif _figures_differ((old, new), differing):
        kind = ChangeKind.NUMBER
    elif _quotations_differ(change, old, new):
        kind = ChangeKind.QUOTATION
    elif _sources_differ(claims):
        kind = ChangeKind.SOURCE
    elif all(set(one.names) - set(other.names) for one, other in (claims, claims[::-1])):
        kind = ChangeKind.NAME
    return Change(kind=kind, before=change.before, after=change.after, role=role)


def _other_numbers(claims: tuple[Claim, Claim]) -> tuple[list[Quantity], list[Quantity]]:
    """The quantities of either sentence that the other does not give."""
    old, new = (Counter(map(_value, claim.quantities)) for claim in claims)
    return (
        [one for one in claims[0].quantities if _value(one) in old - new],
        [one for one in claims[1].quantities if _value(one) in new - old],
    )


def _value(quantity: Quantity) -> tuple[float | None, float | None, str | None, bool]:
    return quantity.low, quantity.high, quantity.unit, quantity.approximate


def _touch(quantities: Iterable[Quantity], words: Sequence[Span]) -> bool:
    return any(quantity.span.overlaps(word) for quantity in quantities for word in words)


def _figures_differ(versions: tuple[_Version, _Version], differing: tuple[Sequence[Span], Sequence[Span]]) -> bool:
    """Whether a number stands for another where no quantity was read: days, hours, Han numerals, signs."""
    texts = [list(map(version.text, spans)) for version, spans in zip(versions, differing, strict=True)]
    if all(any(character.isdigit() for text in side for character in text) for side in texts):
        return True
    counted = [{_without_numerals(text) for text in side if _without_numerals(text) != text} for side in texts]
    return bool(counted[0] & counted[1]) or any(
        _sign_differs(version.article.text, span)
        for version, spans in zip(versions, differing, strict=True)
        for span in spans
    )


def _sign_differs(text: str, mark: Span) -> bool:
    """Whether what differs is a sign that says how the number beside it is meant: a currency, a minus, per cent."""
    around = text[max(0, mark.start - 2) : mark.end + 2]
    signs = set(map(mark_of, mark.cut(text)))
    return None not in signs and signs.isdisjoint("\"'?!.,") and any(map(str.isdigit, around))


def _without_numerals(text: str) -> str:
    return "".join(character for character in text if unicodedata.numeric(character, None) is None)


def _quotations_differ(change: Change, old: _Version, new: _Version) -> bool:
    """Whether words within quotation marks are others, or words came into them or out of them."""
    sides = [(old, change.before), (new, change.after)]
    quotes = [[one for one in version.quotes if cut and cut.span.holds(one)] for version, cut in sides]
    said = [{settled(version.text(one)) for one in own} for (version, _), own in zip(sides, quotes, strict=True)]
    if said[0] == said[1]:
        return False
    return any(
        Span(one.start - 1, one.end + 1).overlaps(mark)  # the marks themselves count too
        for (_, cut), own in zip(sides, quotes, strict=True)
        for one in own
        for mark in (cut.marks if cut else ())
    )


def _sources_differ(claims: tuple[Claim, Claim]) -> bool:
    """Whether something is put into another mouth; a fuller name of the same one is the same mouth."""
    left, right = (_speakers(claim) for claim in claims)
    if not left or not right:
        return bool(left) != bool(right)
    return not any(one[-1] in other or other[-1] in one for one in left for other in right)


def _speakers(claim: Claim) -> list[list[str]]:
    found: list[list[str]] = []
    quotations: tuple[Quotation, ...] = claim.quotations
    attributions = [one.attribution for one in quotations] + [claim.attribution]
    for attribution in attributions:
        name = name_key(attribution.source).split() if attribution and attribution.source else []
        if name and name not in found:
            found.append(name)
    return found


__all__ = ["MADE_BY", "Change", "ChangeKind", "Changes", "Cut", "find_changes"]

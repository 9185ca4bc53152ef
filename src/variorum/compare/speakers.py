"""Who is quoted, and with what: utterances put together under the fullest name of their speaker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from variorum.model import Breakdown, Evidence, Utterance
from variorum.text.names import name_key


def utterances_of(breakdown: Breakdown) -> tuple[Utterance, ...]:
    """The utterances of a breakdown; of one stored before they were grouped, each direct quotation by itself."""
    if breakdown.utterances:
        return breakdown.utterances
    found = []
    for article, quotation in breakdown.quotations:
        if quotation.direct:
            said = quotation.attribution
            evidence = Evidence(article=article, span=quotation.span)
            found.append(Utterance(speaker=said.source if said else None, members=(evidence,), wording=evidence))
    return tuple(found)


def by_speaker(utterances: Sequence[Utterance]) -> Iterator[tuple[str | None, tuple[Utterance, ...]]]:
    """Utterances by who is quoted, under the fullest name: whom most origins quote first, the unnamed last."""
    names = _fullest({one.speaker for one in utterances if one.speaker})
    spoken: dict[str | None, list[Utterance]] = defaultdict(list)
    for one in utterances:
        spoken[names.get(one.speaker or "")].append(one)

    def weight(name: str | None) -> tuple[bool, int, int]:
        return name is None, -max(one.origins for one in spoken[name]), -len(spoken[name])

    for name in sorted(spoken, key=weight):
        yield name, tuple(sorted(spoken[name], key=lambda one: -one.origins))


def _fullest(names: Iterable[str]) -> dict[str, str]:
    """Each name with the fullest one that holds it and ends alike: "Zellin" and "Tarek Zellin" are one speaker."""
    longest = sorted(names, key=lambda name: (-len(name_key(name).split()), name))
    found: dict[str, str] = {}
    for name in longest:
        own = name_key(name).split()
        fuller = {other for other in found.values() if _ends_in(name_key(other).split(), own)}
        found[name] = fuller.pop() if len(fuller) == 1 else name
    return found


def _ends_in(fuller: Sequence[str], name: Sequence[str]) -> bool:
    return bool(name) and fuller[-1:] == name[-1:] and set(name) <= set(fuller)

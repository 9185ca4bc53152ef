"""Who stands behind a story's reports, as it is shown: sources, headlines, and the words of each side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from variorum.cli.view import Fronted, Listed, Resting, Said, Side, SideWord
from variorum.cli.words_of import Cut, WordsOf
from variorum.compare.steps import read_steps
from variorum.model import Chain, First, Rest, Span, Term

_CHAINS = 6
_RESTING = 2  # statements that rest on a source
_TERMS = 8


def read_chains(words: WordsOf, cut: Cut) -> Listed[Resting]:
    """Sources that several origins name, those of most first, and those that a reader should be warned of."""
    chains = [one for one in words.reading.breakdown.chains if (one.rests and one.origins > 1) or one.flags]
    chains.sort(key=lambda one: (-one.origins, -len(one.flags)))
    return cut.first([_resting(one, words, cut) for one in chains], _CHAINS)


def _resting(chain: Chain, words: WordsOf, cut: Cut) -> Resting:
    told = [words.said(words.sentence(one.members[0])) for one in _distinct(chain.rests, words)]
    return Resting(
        source=chain.source,
        kind=chain.kind,
        spellings=tuple(one for one in chain.spellings if one != chain.source),
        flags=chain.flags,
        origins=chain.origins,
        outlets=chain.outlets,
        steps=read_steps(chain),
        told=cut.first(told, _RESTING),
        whole=sum(one.whole for one in chain.rests),
    )


def _distinct(rests: Sequence[Rest], words: WordsOf) -> Iterator[Rest]:
    """Things that rest on a source, no sentence twice: a statement and its figure may stand in one."""
    seen: set[object] = set()
    for rest in rests:
        if rest.members and (sentence := words.sentence(rest.members[0])) not in seen:
            seen.add(sentence)
            yield rest


def read_headlines(words: WordsOf) -> list[Fronted]:
    """All headlines in the order of the reports; a report without one stands there with its first words."""
    fronted = {one.article: one for one in words.reading.breakdown.headlines}
    found = []
    for report in words.reading.reports:
        headline = fronted.get(report.id)
        teller = words.teller(report.id)
        text = headline.text if headline else report.headline or report.id
        marks: tuple[Span, ...] = ()
        if headline:
            span = {First.FIGURE: headline.figure, First.ACTOR: headline.actor}.get(headline.first)
            marks = (span,) if span else ()
        found.append(
            Fronted(
                said=Said(text=text, teller=teller, marks=marks),
                first=headline.first if headline else First.EVENT,
                asked=words.asked_by_label(headline.question) if headline and headline.first is First.FIGURE else None,
            )
        )
    return found


def read_sides(words: WordsOf, cut: Cut) -> Iterator[Side]:
    """The words of each side that it uses more than the others."""
    favoured = [one for one in words.reading.breakdown.terms if one.log_odds > 0]
    for side, terms in groupby(favoured, key=lambda one: one.side):
        yield Side(title=side, words=cut.first([_word(one, words) for one in terms], _TERMS))


def _word(term: Term, words: WordsOf) -> SideWord:
    return SideWord(
        term=term.term,
        uses=term.uses,
        elsewhere=term.elsewhere,
        origins=term.origins,
        said=words.around(term.members[0]) if term.members else None,
    )

"""Who tells what, rests on whom and puts what first, as JSON: the later keys of docs/compare-json.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from variorum.model import Breakdown, Chain, Evidence, Headline, Link, Rest, Span, Term


def tellers_row(breakdown: Breakdown, texts: Mapping[str, str]) -> dict[str, Any]:
    """The keys core, only_in, left_out, chains, headlines and terms; a claim is named by its place in `claims`."""
    return {
        "core": [{"claim": one.statement, "origins": one.origins, "of": one.of} for one in breakdown.core],
        "only_in": [
            {
                "country": one.country,
                "claim": one.statement,
                "origins": one.origins,
                "members": evidence_rows(one.members, texts),
            }
            for one in breakdown.only_in
        ],
        "left_out": [{"report": one.article, "claims": list(one.statements)} for one in breakdown.left_out],
        "chains": [_chain(one, texts) for one in breakdown.chains],
        "headlines": [_headline(one, texts) for one in breakdown.headlines],
        "terms": [_term(one, texts) for one in breakdown.terms],
    }


def evidence_rows(found: Iterable[Evidence], texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """Members: where the words stand, and the words."""
    return [place_row(one.article, one.span) | {"text": one.span.cut(texts[one.article])} for one in found]


def place_row(article: str, span: Span) -> dict[str, Any]:
    """Where words stand."""
    return {"report": article, "start": span.start, "end": span.end}


def _chain(chain: Chain, texts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "source": chain.source,
        "kind": chain.kind.value,
        "spellings": list(chain.spellings),
        "origins": chain.origins,
        "countries": list(chain.countries),
        "outlets": list(chain.outlets),
        "flags": [flag.value for flag in chain.flags],
        "links": [_link(link, texts) for link in chain.links],
        "rests": [_rest(rest, texts) for rest in chain.rests],
    }


def _link(link: Link, texts: Mapping[str, str]) -> dict[str, Any]:
    row: dict[str, Any] = {"teller": link.teller, "source": link.source, "report": link.article}
    if link.span is None:
        return row | {"member": None}
    return row | {"member": place_row(link.article, link.span) | {"text": link.span.cut(texts[link.article])}}


def _rest(rest: Rest, texts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "claim": rest.statement,
        "question": rest.question,
        "origins": rest.origins,
        "whole": rest.whole,
        "members": evidence_rows(rest.members, texts),
    }


def _headline(headline: Headline, texts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "report": headline.article,
        "headline": headline.text,
        "first": headline.first.value,
        "actor": _words(headline.actor, headline.text),
        "figure": _words(headline.figure, headline.text),
        "question": headline.question,
        "lead": evidence_rows([headline.lead], texts)[0] if headline.lead else None,
        "claim": headline.statement,
    }


def _words(span: Span | None, text: str) -> dict[str, Any] | None:
    """Words of a headline; their offsets count its characters."""
    return {"start": span.start, "end": span.end, "text": span.cut(text)} if span else None


def _term(term: Term, texts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "term": term.term,
        "side": term.side,
        "by": term.by,
        "language": term.language,
        "uses": term.uses,
        "elsewhere": term.elsewhere,
        "words": term.words,
        "words_elsewhere": term.words_elsewhere,
        "log_odds": term.log_odds,
        "z": term.z,
        "origins": term.origins,
        "members": evidence_rows(term.members, texts),
    }

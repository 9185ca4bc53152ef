"""Every mistake on the labelled sets, by kind, for reading: what docs/mistakes.md tells of thirty of them.

    python -m benchmarks.mistakes [CORPUS] [--only PART]      (or VARIORUM_CORPUS; PART: statements, conflicts, planted,
                                                              speakers, told, tolls)

Written to build/mistakes.txt, which is not kept: it holds texts of the corpus. Printed is the number of each kind. Of
sets that are cut in two only the half that is looked at anyway is written: the other half stays unseen.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import alterations, claims, compare, quotes, shootings
from benchmarks.breakdown_gold import GoldStory, SentencePair, corpus_folder, gold_stories

from variorum.claims import read_claims
from variorum.compare.candidates import find_candidates
from variorum.compare.company import score_pairs
from variorum.compare.terms import read_terms
from variorum.model import Breakdown, Quotation, Span

TARGET = Path(__file__).parent.parent / "build/mistakes.txt"
_LOOKED_AT = 0  # the half of a set that rules were written against
_AROUND = 120  # letters before and after a quotation
_LEAD = 700  # letters of an article that tells a toll


class Mistake(NamedTuple):
    """One mistake: its kind, where it is, and the words to judge it by."""

    kind: str
    place: str
    words: str


def main(arguments: Sequence[str]) -> None:
    parts = {
        "statements": statements,
        "conflicts": conflicts,
        "planted": planted,
        "speakers": speakers,
        "told": told,
        "tolls": tolls,
    }
    only = arguments[arguments.index("--only") + 1] if "--only" in arguments else None
    corpus = corpus_folder([one for one in arguments if one != only])
    by_kind: dict[str, list[Mistake]] = defaultdict(list)
    for name, find in parts.items():
        for mistake in find(corpus) if only in (None, name) else ():
            by_kind[mistake.kind].append(mistake)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("\n".join(written(by_kind.values())), encoding="utf-8")
    print("| kind | mistakes |\n|---|---|")
    print("\n".join(f"| {kind} | {len(found)} |" for kind, found in by_kind.items()))


def written(groups: Iterable[Sequence[Mistake]]) -> Iterator[str]:
    """The lines of the list, a heading a kind."""
    for found in groups:
        yield f"## {found[0].kind}: {len(found)}\n"
        for mistake in found:
            yield f"{mistake.place}\n{mistake.words}\n"


def statements(corpus: Path) -> Iterator[Mistake]:
    """Pairs of sentences that should stand together and do not, and that do and should not."""
    for story in gold_stories(corpus):
        breakdown, _ = compare.compare(story.reports)
        likely, shown = aligned(story, breakdown), aligned(story, breakdown, only_shown=True)
        scores, read = likeliness(story), sentences_read(story)
        for pair in sorted(story.same - likely):
            kind = "held unlikely" if pair in scores else "not compared" if read.issuperset(pair) else "not read"
            yield _pair_mistake(f"statement missed, {kind}", story, pair, f"{scores.get(pair, 0.0):.2f}")
        for pair in sorted(likely - story.same):
            kind = "and shown" if pair in shown else "not shown"
            yield _pair_mistake(f"statement wrong, {kind}", story, pair, f"{scores.get(pair, 0.0):.2f}")


def aligned(story: GoldStory, breakdown: Breakdown, *, only_shown: bool = False) -> set[SentencePair]:
    """Pairs of sentences that stand in one statement."""
    groups = [one for one in breakdown.statements if one.shown or not only_shown]
    return {pair for one in groups for pair in compare.touched_pairs(story, one.members)}


def likeliness(story: GoldStory) -> dict[SentencePair, float]:
    """How likely each pair of sentences that was looked at was held."""
    terms = read_terms(story.reports, {report.id: read_claims(report) for report in story.reports})
    touched = [story.touched(one.article, one.claim.span) for one in terms.claims]
    found: dict[SentencePair, float] = {}
    pairs = [(pair.left, pair.right, 0.0) for pair in find_candidates(terms)]
    pairs += [(pair.left, pair.right, pair.score) for pair in score_pairs(terms, least=0.0)]
    for left, right, score in pairs:
        for a in touched[left]:
            for b in touched[right]:
                key = (min(a, b), max(a, b))
                found[key] = max(score, found.get(key, 0.0))
    return found


def sentences_read(story: GoldStory) -> set[str]:
    """The sentences of which something was read as a claim: captions and furniture are not."""
    terms = read_terms(story.reports, {report.id: read_claims(report) for report in story.reports})
    return {name for one in terms.claims for name in story.touched(one.article, one.claim.span)}


def _pair_mistake(kind: str, story: GoldStory, pair: SentencePair, score: str) -> Mistake:
    facts = [group["statement"] for group in story.gold["same"] if {*pair} <= {*group["members"]}]
    words = [*(f"  = {fact}" for fact in facts), *_sentences(story, pair)]
    return Mistake(kind, f"{_name(story)} {pair[0]} / {pair[1]} ({score})", "\n".join(words))


def _sentences(story: GoldStory, names: Iterable[str]) -> Iterator[str]:
    texts = {report.id: report.text for report in story.reports}
    for name in names:
        report, span = story.sentences[name]
        yield f"  {name}: {_line(span.cut(texts[report]))}"


def _name(story: GoldStory) -> str:
    return f"{story.reports_file.parent.name}/{story.name}"


def _line(text: str) -> str:
    return " ".join(text.split())


def conflicts(corpus: Path) -> Iterator[Mistake]:
    """Conflicts of the readers that are not shown, shown ones that they saw not, and planted ones not found."""
    for story in gold_stories(corpus):
        shown = compare.conflicts_of(compare.compare(story.reports)[0])
        pairs = [compare.conflict_pairs(conflict, story) for conflict in shown]
        for row in story.gold["conflicts"]:
            if not any(compare.gold_conflict(row) & found for found in pairs):
                names = [name for name, _ in row["members"]]
                words = "\n".join([f"  ? {row['question']}", *_sentences(story, names)])
                yield Mistake(f"conflict missed, {row['kind']}", f"{_name(story)} {' / '.join(names)}", words)
        for conflict, found in zip(shown, pairs, strict=True):
            if not any(compare.gold_conflict(row) & found for row in story.gold["conflicts"]):
                names = sorted({name for pair in found for name in pair})
                words = "\n".join([f"  ? {conflict.question}", *_sentences(story, names)])
                yield Mistake("conflict shown that is none", f"{_name(story)} {' / '.join(names)}", words)
    for path in sorted((corpus / "breakdown").rglob("*.altered.json")):
        if not compare.finds_planted(path):
            case = json.loads(path.read_text(encoding="utf-8"))
            words = f"  ? {case['question']}: {case['old']} made {case['new']} in {case['report']}"
            yield Mistake("planted contradiction missed", f"{case['story']} {' / '.join(case['left'])}", words)


def planted(corpus: Path) -> Iterator[Mistake]:
    """Numbers, days and names changed in one report of stories of several sets, that no conflict shows."""
    sets = [alterations.labelled(corpus), *(alterations.clustered(corpus, name) for name in alterations.SETS)]
    for stories in sets:
        for plant in alterations.plants(stories):
            if not alterations.try_out(plant)[1]:
                place = f"{plant.story.name} {plant.changed.id} {plant.left[0].start}"
                texts = {report.id: report.text for report in plant.story.reports}
                words = [f"  {plant.old} made {plant.new}"]
                words += [f"  - {_line(span.cut(plant.changed.text))}" for span in plant.left]
                words += [f"  + {_line(span.cut(texts[report]))}" for report, span in plant.right]
                yield Mistake(f"planted {plant.kind} missed", place, "\n".join(words))


def speakers(corpus: Path) -> Iterator[Mistake]:
    """Direct quotations of the labelled stories that were missed, made up, or given to another."""
    for story in gold_stories(corpus):
        texts = {report.id: report.text for report in story.reports}
        found = [(report.id, q) for report in story.reports for q in read_claims(report).quotations if q.direct]
        pieces = [piece for report, quotation in found for piece in claims.cut_at_sentences(story, report, quotation)]
        hits = set()
        for row in story.gold["quotes"]:
            report, sentence = story.sentences[row["sentence"]]
            start = sentence.start + row["offset"]
            span = Span(start, start + len(row["quote"]))
            hit = next((one for one in pieces if one[0] == report and claims.alike(one[1], span)), None)
            hits.add(hit[:2] if hit else None)
            read = _source(hit[2]) if hit else None
            if row["direct"] and not (hit and claims.same_speaker(read, row["speaker"])):
                kind = "speaker wrong" if hit else "direct quotation missed"
                words = f"  of {row['speaker']}, read {read}\n  {_near(texts[report], span)}"
                yield Mistake(kind, f"{_name(story)} {row['sentence']}", words)
        for report, span, _ in pieces:
            if (report, span) not in hits:
                words = f"  {_near(texts[report], span)}"
                yield Mistake("direct quotation that is none", f"{_name(story)} {report} {span.start}", words)


def _source(quotation: Quotation) -> str | None:
    return quotation.attribution.source if quotation.attribution else None


def _near(text: str, span: Span) -> str:
    before, after = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    return _line(f"{before}[[{span.cut(text)}]]{after}")


def told(corpus: Path) -> Iterator[Mistake]:
    """Contents of quotations, direct and indirect, that were missed, made up, or given to another."""
    for name, documents in (("PolNeAR", quotes.polnear(corpus)), ("German", quotes.german(corpus))):
        for document in documents:
            if document.half == _LOOKED_AT:
                yield from _told_wrong(name, document)


def _told_wrong(name: str, document: quotes.Document) -> Iterator[Mistake]:
    found = quotes.read_told(document)
    pairs = quotes.matched(found, document.gold)
    wrong: list[tuple[str, quotes.Told, quotes.Told | None]]
    wrong = [("missed", one, None) for n, one in enumerate(document.gold) if n not in pairs.values()]
    wrong += [("that is none", one, None) for n, one in enumerate(found) if n not in pairs]
    for mine, theirs in pairs.items():
        one, other = found[mine], document.gold[theirs]
        if other.source and not any(a.overlaps(b) for a in one.source for b in other.source):
            wrong.append(("source wrong", other, one))
    for kind, one, read in wrong:
        places = (*one.content, *one.source)
        around = _near(document.text, Span(min(s.start for s in places), max(s.end for s in places)))
        lines = [f"  {one.kind} [{_cut(document, one.content)}] <{_cut(document, one.source)}>"]
        lines += [f"  read <{_cut(document, read.source)}>"] if read else []
        lines.append(f"  :: {around}")
        yield Mistake(f"{name}, {kind}", f"{document.name} {one.content[0].start}", "\n".join(lines))


def _cut(document: quotes.Document, spans: Iterable[Span]) -> str:
    return _line(" .. ".join(span.cut(document.text) for span in spans))


def tolls(corpus: Path) -> Iterator[Mistake]:
    """Articles whose killed and injured are not those of the record, or could not be settled."""
    for one in shootings.read_all(corpus):
        if shootings.half_of(one.incident) != _LOOKED_AT or (one.answered and one.killed_right and one.injured_right):
            continue
        record = f"read {one.killed}/{one.injured}, record {one.incident.killed}/{one.incident.injured}"
        kind = "toll wrong" if one.answered else "toll not settled"
        words = f"  {record}\n  {one.article.headline}\n  {_line(one.article.text[:_LEAD])}"
        yield Mistake(kind, one.article.id, words)


if __name__ == "__main__":
    main(sys.argv[1:])

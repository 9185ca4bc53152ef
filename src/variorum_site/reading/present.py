"""A story in the shape that its page shows: each voice heard once, the reader's language first, copies last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from variorum.model import CountryCode, LanguageTag, Outcome
from variorum_site.news.places import country_choices, country_name
from variorum_site.news.queries import (
    AgreedView,
    ArticleRef,
    CountryCoverage,
    Coverage,
    DivergenceView,
    Happening,
    Passage,
    PositionView,
    QuotationView,
    Speaker,
    StoryPage,
    TimelineItem,
    Unheard,
    Voice,
)
from variorum_site.news.queries.breakdown_records import MissingView
from variorum_site.news.queries.copies import TreeView
from variorum_site.reading.pictures import Moment, Timeline, timeline

_PUBLISHED = (Happening.FIRST, Happening.REPORT)
# Of one report no more than an excerpt stands on the page, also where all of it is told by one voice only.
_SOLE_SENTENCES = 6
_SOLE_LETTERS = 900
_VOICES_SHOWN = 1  # passages of one answer that are shown at once: more repeat what is seen by then
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLines:
    """One answer: `shown` passages of different voices, and `rest`, which say the same."""

    answer: PositionView
    shown: tuple[Passage, ...]
    rest: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonLines:
    """A question with its answers, in the order in which they are read."""

    comparison: DivergenceView
    answers: tuple[AnswerLines, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedLine:
    """A statement that several voices make, in one wording, and where each outlet says it."""

    text: Passage
    origins: int
    articles: tuple[ArticleRef, ...]  # one of each outlet
    of: int | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SoleLines:
    """What one voice alone tells, each thing once, and the countries in which it stood."""

    label: str
    countries: tuple[CountryCode, ...]
    passages: tuple[Passage, ...]
    left_out: int = 0  # further such sentences, which stand at the outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a speaker is, in a report's words."""

    text: str
    language: LanguageTag | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingLines:
    """What one report leaves out of what most tell."""

    article: ArticleRef
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerLines:
    """Who is quoted: what is shown at once, and what else was said or told of it."""

    name: str | None
    shown: tuple[QuotationView, ...]
    rest: tuple[QuotationView, ...]
    role: Role | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceLine:
    """One voice: who had it first, the trees of its texts, which other outlets speak in it outside these, and in how
    many more reports whoever was first told it."""

    label: str
    first: ArticleRef
    trees: tuple[TreeView, ...]
    others: tuple[ArticleRef, ...]
    again: int

    @property
    def repeated(self) -> bool:
        return bool(self.trees or self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """For whom a story is arranged: the language of the interface, and which voice each article belongs to."""

    language: LanguageTag
    voice: Mapping[str, str]

    def order(self, passages: Iterable[Passage]) -> tuple[list[Passage], list[Passage]]:
        """One passage of each voice, those in the reader's language first; and the ones that repeat a voice."""
        heard: set[str] = set()
        first: list[Passage] = []
        again: list[Passage] = []
        for passage in sorted(passages, key=lambda one: one.article.language != self.language):
            key = self.voice.get(passage.article.id, passage.article.id)
            (again if key in heard else first).append(passage)
            heard.add(key)
        return first, again


def reader_of(page: StoryPage, language: LanguageTag) -> Reader:
    """The reader of a page in an interface language such as "en" or "pt-br"."""
    voice = {member.id: voice.key for voice in page.voices for member in voice.members}
    return Reader(language=language.partition("-")[0], voice=voice)


def several_voices(comparison: DivergenceView, reader: Reader) -> bool:
    """Whether more than one voice stands behind the answers: a newsroom that varies its own words does not part."""
    articles = {passage.article.id for position in comparison.positions for passage in position.passages}
    return len({reader.voice.get(article, article) for article in articles}) > 1


def comparison_lines(comparison: DivergenceView, reader: Reader) -> ComparisonLines:
    """A comparison as it is read: updates as they came, other answers as they are."""
    positions = comparison.positions
    if comparison.outcome is Outcome.UPDATE:
        positions = tuple(sorted(positions, key=lambda position: position.first_at or _LAST))
    return ComparisonLines(comparison=comparison, answers=tuple(_answer(position, reader) for position in positions))


def shared_line(statement: AgreedView, reader: Reader) -> SharedLine:
    """A shared statement in the reader's own language where one of the reports is."""
    text = in_language((statement.text, *statement.passages), reader.language)
    outlets: dict[str, ArticleRef] = {}
    for passage in statement.passages:
        outlets.setdefault(passage.article.outlet.name, passage.article)
    return SharedLine(
        text=text,
        origins=statement.origins,
        articles=tuple(outlets.values()),
        of=statement.of,
        source=statement.source,
    )


def sole_lines(page: StoryPage) -> list[SoleLines]:
    """What only one voice tells, by voice: a copy elsewhere is no other witness. Nothing where there is one voice."""
    passages = [passage for group in page.only_here for passage in group.passages]
    found = []
    for voice in sorted(page.voices, key=lambda one: one.first.at) if len(page.voices) > 1 else ():
        members = {member.id for member in voice.members}
        told = [passage for passage in passages if passage.article.id in members]
        once: dict[str, Passage] = {}
        for passage in sorted(told, key=lambda one: one.article.at):
            once.setdefault(" ".join(passage.marked.casefold().split()), passage)
        countries = dict.fromkeys(passage.article.outlet.country or "" for passage in told)
        shown = _excerpted(once.values())
        line = SoleLines(
            label=voice.label,
            countries=tuple(filter(None, countries)),
            passages=tuple(shown),
            left_out=len(once) - len(shown),
        )
        found += [line] if once else []
    return found


def speaker_lines(speaker: Speaker, reader: Reader) -> SpeakerLines:
    """What somebody said, each thing once: words in quotation marks first, then the reader's language first."""
    told: dict[str, QuotationView] = {}
    for quotation in speaker.quotations:
        told.setdefault(quotation.passage.marked.strip(), quotation)
    quotations = sorted(
        told.values(), key=lambda one: (not one.direct, one.passage.article.language != reader.language)
    )
    shown = [quotation for quotation in quotations if quotation.direct][:1] or quotations[:1]
    return SpeakerLines(
        name=speaker.name,
        shown=tuple(shown),
        rest=tuple(one for one in quotations if one not in shown),
        role=_role(speaker, reader) if speaker.name else None,
    )


def _role(speaker: Speaker, reader: Reader) -> Role | None:
    """What the reports say the speaker is, in the reader's language where one of them says so."""
    told = [one for one in speaker.quotations if one.role]
    told.sort(key=lambda one: one.passage.article.language != reader.language)
    return Role(text=told[0].role or "", language=told[0].passage.article.language) if told else None


def missing_lines(missing: MissingView, reader: Reader) -> MissingLines:
    """What a report leaves out, in the reader's language where others tell it so."""
    told = tuple(in_language(passages, reader.language) for passages in missing.told)
    return MissingLines(article=missing.article, passages=told)


def in_language(passages: Sequence[Passage], language: LanguageTag) -> Passage:
    """Of the wordings of one thing the first; where that is of another language, the shortest of the reader's own."""
    own = [passage for passage in passages if passage.article.language == language]
    if not own or passages[0] in own:
        return passages[0]
    return min(own, key=lambda passage: len(passage.marked))


def voice_line(voice: Voice, trees: Iterable[TreeView] = ()) -> VoiceLine:
    """A voice as it is told: in the trees whose origins are its own, and in a line."""
    members = {member.id for member in voice.members}
    own = tuple(tree for tree in trees if tree.origin.id in members)
    traced = frozenset[str]().union(*(tree.articles for tree in own))
    left = [member for member in voice.members if member.id not in traced]
    others = tuple(member for member in left if own or member.outlet.name != voice.first.outlet.name)
    again = 0 if own else len(left) - len(others) - 1
    return VoiceLine(label=voice.label, first=voice.first, trees=own, others=others, again=again)


def with_status(coverage: Iterable[CountryCoverage], status: Coverage) -> Sequence[CountryCoverage]:
    """The countries of one status, by name."""
    return sorted((line for line in coverage if line.status is status), key=lambda line: country_name(line.country))


def by_reason(coverage: Iterable[CountryCoverage]) -> dict[str, Sequence[CountryCoverage]]:
    """The countries of which we don't know, by the reason why, each group by name."""
    unknown = with_status(coverage, Coverage.UNKNOWN)
    return {why.value: found for why in Unheard if (found := [line for line in unknown if line.unheard is why])}


def unread_countries(coverage: Iterable[CountryCoverage]) -> list[str]:
    """The names of the countries of which no outlet is read."""
    read = {line.country for line in coverage}
    return [name for code, name in country_choices() if code not in read]


def story_timeline(page: StoryPage) -> Timeline | None:
    """The reports with a known hour, in their countries."""
    firsts = {voice.first.id for voice in page.voices}
    return timeline(
        _moment(item, copy=item.article.id not in firsts)
        for item in page.timeline
        if item.kind in _PUBLISHED and not item.day_only
    )


def _excerpted(passages: Iterable[Passage]) -> list[Passage]:
    """Of each report so many passages as an excerpt may hold, its first one in any case."""
    shown: dict[str, list[Passage]] = defaultdict(list)
    kept = []
    for passage in passages:
        report = shown[passage.article.id]
        letters = sum(len(one.marked) for one in (*report, passage))
        if not report or (len(report) < _SOLE_SENTENCES and letters <= _SOLE_LETTERS):
            report.append(passage)
            kept.append(passage)
    return kept


def _answer(position: PositionView, reader: Reader) -> AnswerLines:
    first, again = reader.order(position.passages)
    return AnswerLines(
        answer=replace(position, passages=()),
        shown=tuple(first[:_VOICES_SHOWN]),
        rest=(*first[_VOICES_SHOWN:], *again),
    )


def _moment(item: TimelineItem, *, copy: bool) -> Moment:
    outlet = item.article.outlet
    return Moment(at=item.at, country=country_name(outlet.country) or "–", label=outlet.name, copy=copy)

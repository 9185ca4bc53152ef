"""What Variorum knows of each language: one TOML file a language, read once into a frozen record.

Rules about languages are data. Phrases are written in lower case, as `variorum.text.words.fold` gives them, unless the
comment of a field says that they are patterns. A language without a file works with the neutral defaults.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from variorum.model import LanguageTag, Stance

Phrases = frozenset[str]


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The data of one language; every field may be empty."""

    tag: LanguageTag
    name: str = ""
    stemmer: str | None = None  # name of the Snowball algorithm, for example "english"
    stop_words: Phrases = frozenset()
    abbreviations: Phrases = frozenset()  # that end in a stop without ending a sentence: "gen.", "abg."
    # names
    titles: Phrases = frozenset()  # before a name: "president", "mr", "foreign minister"
    title_endings: Mapping[str, str] = field(default_factory=_nothing)  # "meisterin" -> "female", "meister" -> "male"
    male_titles: Phrases = frozenset()
    female_titles: Phrases = frozenset()
    calendar: Phrases = frozenset()  # months and days of the week: capitalised, yet no names
    calendar_is_capital: bool = False  # "may" with a small letter is no month
    name_joints: Phrases = frozenset()  # small words inside a name: "of", "bin"; a set for all where a file has none
    adjective_tails: Phrases = frozenset()  # behind a name and a hyphen they make an adjective: "backed", "based"
    nouns_are_capital: bool = False  # German: a capital letter alone makes no name
    proper_nouns: Phrases = frozenset()  # there, names that stand behind an article; countries are known anyway
    demonyms: Phrases = frozenset()  # capitalised adjectives of places that stand before a title: "russian"
    # quotations and attribution
    speech_cues: Mapping[str, str] = field(default_factory=_nothing)  # verb form -> stance, see STANCES
    attribution_prefixes: Phrases = frozenset()  # "according to", "laut", "selon"
    source_people: Phrases = frozenset()  # nouns of people who speak without a name: "official", "witnesses"
    source_bodies: Phrases = frozenset()  # nouns of bodies and papers that speak: "ministry", "report"
    articles: Phrases = frozenset()  # words that may open a noun phrase: "the", "another", "his"
    addressing_cues: Phrases = frozenset()  # the noun behind them listens: "told reporters"
    naming_cues: Phrases = frozenset()  # right before a quotation that is a title or a term: "titled", "means"
    ambiguous_cues: Phrases = frozenset()  # are nouns too: cues only before "that", a mark or a comma
    passive_before: Phrases = frozenset()  # before a cue they turn its subject into an object: "was told"
    place_prepositions: Phrases = frozenset()  # a name behind one of them is hardly a person: "in", "near"
    conjunctions: Phrases = frozenset()  # join two verbs of one subject: "and", "but"
    verb_second: bool = False  # behind a comma the subject follows the verb: "sagte die Ministerin"
    drops_subject: bool = False  # a verb alone may mean "he said": "dijo", "katanya"
    elisions: Phrases = frozenset()  # glued before a word: "d'"
    unspaced: bool = False  # words are cut by the lists of this file: no blanks stand between them
    finite_verbs: Phrases = frozenset()  # small verbs that show a clause: "was", "has"
    that_words: Phrases = frozenset()  # between cue and what was said: "that", "dass"
    pronouns_male: Phrases = frozenset()
    pronouns_female: Phrases = frozenset()
    pronouns_many: Phrases = frozenset()
    pronouns_thing: Phrases = frozenset()
    pronouns_any: Phrases = frozenset()  # of no gender: "dia"
    # quantities
    numbers: Mapping[str, float] = field(default_factory=_nothing)  # "seven" -> 7
    scales: Mapping[str, float] = field(default_factory=_nothing)  # "million" -> 1e6
    vague: Mapping[str, float] = field(default_factory=_nothing)  # at least so many, no upper edge: "dozens" -> 24
    more_than: Phrases = frozenset()
    less_than: Phrases = frozenset()
    about: Phrases = frozenset()
    more_after: Phrases = frozenset()  # behind the number: "or more"
    about_after: Phrases = frozenset()  # "or so"
    of_words: Phrases = frozenset()  # between a number and what is counted: "of"
    and_words: Phrases = frozenset()  # inside a number: "one hundred and five"
    agent_words: Phrases = frozenset()  # before who did it: "by"
    tolls: Phrases = frozenset()  # nouns of a count that grows: "death toll"
    range_words: Phrases = frozenset()  # between two numbers: "to", "bis"
    range_openers: Phrases = frozenset()  # before the first of two numbers: "between"
    decimal_comma: bool = False
    and_joins: str = "hundreds"  # what stands before "and" inside a number: see AND_JOINS
    and_before: Phrases = frozenset()  # the only number words behind "and": "vingt et un"; empty: any
    twenties: Phrases = frozenset()  # behind them counting goes on to nineteen: "soixante-dix"
    teen_words: Phrases = frozenset()  # make a teen of the unit before: "dua belas"
    halves: Phrases = frozenset()  # behind a number: "and a half", "einhalb"
    joined_numbers: bool = False  # number words are written as one: "dreiundzwanzig"
    drops_vowel_before: Phrases = frozenset()  # in such a number: "vent-uno"
    ordinal_endings: Phrases = frozenset()  # right after digits: "st", "ème"
    ordinal_stop: bool = False  # "13." is an ordinal
    number_labels: Phrases = frozenset()  # right before a number that names and does not count: "page", "route"
    year_prepositions: Phrases = frozenset()  # right before a year: "in", "since"
    clock_words: Phrases = frozenset()  # right after a time of day: "p.m.", "uhr"
    age_before: Phrases = frozenset()  # "aged"
    age_links: Phrases = frozenset()  # between a person and an age: "homme de 45 ans"
    age_after: Phrases = frozenset()  # "year-old"
    magnitude_before: Phrases = frozenset()
    magnitude_after: Phrases = frozenset()
    units: Mapping[str, str] = field(default_factory=_nothing)  # "kilometres" -> "km", "euros" -> "EUR"
    roles: Mapping[str, str] = field(default_factory=_nothing)  # word -> Role: "slain" -> "killed"
    people: Phrases = frozenset()  # nouns that count persons: "people", "soldiers", "victims"
    head_stoppers: Phrases = (
        frozenset()
    )  # words that end a noun phrase besides the stop words: verbs in "-ed" and others
    verb_endings: Phrases = frozenset()  # a lone word that ends so is a verb and not what is counted: "stayed"
    adjectives_before: Phrases = frozenset()  # there, the few that stand before the noun: "premiers"
    adjectives_follow: bool = False  # "soldats nord-coréens": the counted noun comes first
    # wording
    synonyms: tuple[tuple[str, ...], ...] = ()  # verbs and nouns that news uses for one act: ("killed", "died", "dead")


# What a cue says of the statement that it brings in: the values of `speech_cues`.
STANCES = tuple(stance.value for stance in Stance)


# Where "and" joins two words of one number: "two hundred and five", "treinta y dos", "mil e duzentos e vinte e um".
AND_JOINS = ("hundreds", "tens", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRules:
    """What the pages of one language look like around the text (languages/pages/<tag>.toml).

    All but the months are regular expressions, matched without regard to case.
    """

    furniture_lines: tuple[str, ...] = ()  # match a whole paragraph
    furniture_starts: tuple[str, ...] = ()  # a paragraph that begins so is furniture as a whole
    furniture_parts: tuple[str, ...] = ()  # pieces inside a paragraph that is otherwise text
    byline_starts: tuple[str, ...] = ()  # before an author's name: "by", "von"
    byline_joints: tuple[str, ...] = ()  # between authors' names: "and", "und"
    no_person: tuple[str, ...] = ()  # a whole byline that names nobody: "staff reporter", "redaktion"
    months: tuple[tuple[str, ...], ...] = ()  # twelve groups of spellings, for datelines
    # The lead that stands apart under the headline is the report's first paragraph. In English it is a subtitle that
    # the text says again: counted as text it costs 0.002 of F1 on 181 English pages, and brings 0.004 on those of 40
    # other countries.
    lead_is_text: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """How the pages of one language label a report: credits, datelines, live blogs (languages/labels/<tag>.toml).

    All are regular expressions, matched without regard to case; `{agency}` stands for any agency's name.
    """

    credit_openers: tuple[str, ...] = ()  # before the agencies that a text is from: "source:", "mit material von"
    credit_helpers: tuple[str, ...] = ()  # small words that do so only where nothing but agencies follows: "with"
    credit_closers: tuple[str, ...] = ()  # after them: "contributed to this report"
    credit_joints: tuple[str, ...] = ()  # between them: "and"
    credit_starts: tuple[str, ...] = ()  # the first words of a text, with a group `agency`
    staff_words: tuple[str, ...] = ()  # behind an agency's name in a byline: "staff", "sports writer"
    dateline_cues: tuple[str, ...] = ()  # with groups `place`, `day`, `month`, `agency`; for scripts without spaces
    no_places: tuple[str, ...] = ()  # what stands in capitals before a mark or a date, and is no place: "posted"
    picture_credits: tuple[str, ...] = ()  # before who made a picture: "photo", "bild"
    live_cues: tuple[str, ...] = ()  # in a headline, or in an address with spaces for its marks: "live updates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How a language tells what somebody said, thinks or wants, without marks (languages/telling/<tag>.toml).

    What brings in direct speech stands in the language's own file; these words bring in told content only.
    """

    thinking: Mapping[str, str] = field(default_factory=_nothing)  # verbs of thought and will -> stance, see STANCES
    saying_nouns: Mapping[str, str] = field(default_factory=_nothing)  # "the claim that ..." -> stance
    topic_cues: Phrases = frozenset()  # behind them a noun phrase is what is told: "criticised the plan"
    aim_cues: Phrases = frozenset()  # behind them an infinitive is: "vowed to wait"
    aim_marks: Phrases = frozenset()  # open an infinitive: "to"
    aim_particles: Phrases = frozenset()  # such a mark inside a verb: "abzu", as in "abzuwarten"
    relatives: Phrases = frozenset()  # subjects of a relative clause: "who"
    parting: Phrases = frozenset()  # end a noun phrase: "after", "because"
    quantifiers: Phrases = frozenset()  # may open a noun phrase besides articles: "many", "no"
    noun_before: Phrases = frozenset()  # before a word that may be a verb they make it a noun: "the", "of"
    openers: Phrases = frozenset()  # small words that may open a clause: "there", "if"
    states: Phrases = frozenset()  # adjectives of thought: "is worried that"
    subordinators: Phrases = frozenset()  # open a clause that ends with a comma before the main one: "while"
    noun_that: Phrases = frozenset()  # between such a noun and its clause: "that"
    noun_aims: Phrases = frozenset()  # between such a noun and an infinitive: "her promise to"
    times: Phrases = frozenset()  # when it was said: "today", "earlier"
    channels: Phrases = frozenset()  # nouns of where it was said: "in a statement"
    speech_before: tuple[str, ...] = ()  # patterns with groups `source` and `cue`, for languages without spaces:
    speech_behind: tuple[str, ...] = ()  # what ends right before the opening mark, what begins behind the closing one
    comma_clauses: bool = False  # a comma parts a cue from its clause: "sagte, dass"
    suffixes: Phrases = frozenset()  # behind a source: "zufolge"
    prefix_heads: Phrases = frozenset()  # "nach" and its like, before a noun that ends so: "Polizeiangaben"
    prefix_tails: tuple[str, ...] = ()
    owner_words: Phrases = frozenset()  # between such a noun and who told: "von"
    closing_prefixes: Phrases = frozenset()  # prefixes that only end a sentence: ", so X"
    as_words: Phrases = frozenset()  # open "as X said, ...": what is told stands behind the comma
    turns: Phrases = frozenset()  # behind a comma they go back to the article's own words: "but"
    joints: Phrases = frozenset()  # join two main clauses of a sentence: "doch"
    backward: Phrases = frozenset()  # mean the sentence before: "Dies teilte X mit"
    purposes: Phrases = frozenset()  # open an infinitive that nobody told: "um"
    conditional_moods: Phrases = frozenset()  # of told speech where such speech goes before: "würden"
    reporting_moods: Phrases = frozenset()  # verb forms of told speech as written: "sei", "habe"


NEUTRAL = Language(tag="und")


@cache
def get_language(tag: LanguageTag | None) -> Language:
    """The data of a language, its numbers from a file of their own where it has one; neutral where there is none."""
    table = _read("", tag)
    return Language(**_typed({**table, **_read("numbers", tag)}, Language)) if table else NEUTRAL


@cache
def get_page_rules(tag: LanguageTag | None) -> PageRules:
    """What surrounds the text on pages of a language; no rules where there is no file."""
    return PageRules(**_typed(_read("pages", tag), PageRules))


@cache
def get_labels(tag: LanguageTag | None) -> Labels:
    """How pages of a language label a report; no labels where there is no file."""
    return Labels(**_typed(_read("labels", tag), Labels))


@cache
def get_telling(tag: LanguageTag | None) -> Telling:
    """How a language tells what was said; nothing where there is no file."""
    return Telling(**_typed(_read("telling", tag), Telling))


def known_languages() -> tuple[LanguageTag, ...]:
    """Tags of all languages that have a file, sorted."""
    names = (entry.name for entry in files("variorum.languages").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def _read(folder: str, tag: LanguageTag | None) -> Mapping[str, Any]:
    name = (tag or "und").split("-")[0].lower()
    if not name.isalpha():  # no tag, and it must not lead out of the folder
        return {}
    resource = files("variorum.languages") / folder / f"{name}.toml"
    return tomllib.loads(resource.read_text(encoding="utf-8")) if resource.is_file() else {}


def _typed(table: Mapping[str, Any], record: type) -> dict[str, Any]:
    values: dict[str, Any] = {}
    kinds = {f.name: str(f.type) for f in fields(record)}
    for key, value in table.items():
        kind = kinds[key]  # an unknown key is a slip in our own data: KeyError is right
        if kind == "Phrases":
            values[key] = frozenset(value)
        elif kind.startswith("tuple[tuple"):
            values[key] = tuple(tuple(group) for group in value)
        elif kind.startswith("tuple"):
            values[key] = tuple(value)
        elif kind.startswith("Mapping"):
            values[key] = MappingProxyType(_flat(value))
        else:
            values[key] = value
    return values


def _flat(table: Mapping[str, Any]) -> dict[str, Any]:
    """Tables of lists are turned round: what all words of the list mean becomes the value of each."""
    flat: dict[str, Any] = {}
    for key, value in table.items():
        flat.update(dict.fromkeys(value, key) if isinstance(value, list) else {key: value})
    return flat

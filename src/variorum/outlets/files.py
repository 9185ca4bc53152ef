"""One TOML file an outlet, read strictly: what is unsure is refused by file, key and remedy."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from cssselect import SelectorError
from lxml.cssselect import CSSSelector

from variorum.errors import InputError
from variorum.model import CountryCode, Feed, FeedKind, Outlet, OutletKind, PageRules
from variorum.outlets.directory import find_host

_REQUIRED = ("name", "country", "languages", "kind", "homepage", "feeds")
_KEYS = frozenset((*_REQUIRED, "family", "domains", "credits", "rules"))
_FEED_KEYS = frozenset(("url", "kind", "section", "links"))
_RULES = ("text", "remove", "title", "authors", "published")
_ID = re.compile(r"[a-z]{2}/[a-z0-9]+(?:-[a-z0-9]+)*")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
# CLDR lists these beside the countries: unions, the unknown region, the accents of pseudo-locales, and the islands and
# towns for which ISO 3166-1 only reserves a code.
_NO_COUNTRIES = frozenset(["EU", "EZ", "UN", "QO", "ZZ", "XA", "XB", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"])


def parse_outlet(text: str, *, id: str) -> Outlet:  # noqa: A002 - the name of the field
    """The outlet of one TOML file. Raises InputError naming file, key and remedy; nothing is guessed."""
    return _Reader(_parsed(text, f"{id}.toml"), outlet_id=id, file=f"{id}.toml").outlet()


def read_outlet(facts: Mapping[str, Any], *, id: str) -> Outlet:  # noqa: A002 - the name of the field
    """The outlet that such facts tell of, by the names that a file gives them. Raises InputError as for a file."""
    if not _ID.fullmatch(id):
        raise InputError(f"The id is {id!r}: write <cc>/<name> in small letters, digits and single hyphens.")
    return _Reader(facts, outlet_id=id, file=id).outlet()


def read_feed(facts: Mapping[str, Any]) -> Feed:
    """The feed of no outlet that such facts tell of, by the names that a file gives them. Raises InputError."""
    return replace(_Reader({}, outlet_id="", file=str(facts.get("url"))).feed(facts, "feed"), outlet=None)


def read_folder(folder: Path, *, where: str) -> dict[str, Outlet]:
    """The outlets of a folder <cc>/<name>.toml by id; `where` names it in refusals. Raises InputError."""
    outlets = {}
    for country in folder.iterdir():
        for entry in country.iterdir() if country.is_dir() else ():
            if entry.name.endswith(".toml"):
                outlet_id = f"{country.name}/{entry.name.removesuffix('.toml')}"
                outlets[outlet_id] = _read_file(entry, outlet_id, f"{where}/{outlet_id}.toml")
    return outlets


@cache
def country_codes() -> frozenset[CountryCode]:
    """The countries and territories of ISO 3166-1, and XK for Kosovo."""
    territories: Mapping[str, str] = Locale("en").territories
    return frozenset(code for code in territories if re.fullmatch("[A-Z]{2}", code)) - _NO_COUNTRIES


class _Reader:
    """One file while it is read, so that every refusal can name it."""

    def __init__(self, table: Mapping[str, Any], *, outlet_id: str, file: str) -> None:
        self._file = file
        self._id = outlet_id
        self._table = table

    def outlet(self) -> Outlet:
        if not _ID.fullmatch(self._id):
            raise InputError(
                f"{self._file}: name the file <cc>/<name>.toml in small letters, digits and single hyphens."
            )
        unknown = sorted(self._table.keys() - _KEYS)
        if unknown:
            raise self._refusal(unknown[0], f"is no key of an outlet; use {', '.join(sorted(_KEYS))}")
        missing = [key for key in _REQUIRED if key not in self._table]
        if missing:
            remedy = "; write feeds = [] if it has none in public" if missing == ["feeds"] else "; add it"
            raise self._refusal(missing[0], f"is missing{remedy}")
        homepage = self._address(self._table["homepage"], "homepage")
        kind = OutletKind(self._one_of("kind", self._table["kind"], [k.value for k in OutletKind]))
        return Outlet(
            id=self._id,
            name=self._text(self._table["name"], "name"),
            country=self._country(),
            languages=self._languages(),
            kind=kind,
            homepage=homepage,
            family=self._family(),
            domains=self._domains(homepage),
            credits=self._credits(kind),
            feeds=self._feeds(),
            rules=self._rules(),
        )

    def _refusal(self, key: str, what: str) -> InputError:
        return InputError(f"{self._file}: {key!r} {what}.")

    def _text(self, value: Any, key: str) -> str:
        if not isinstance(value, str) or not value.strip() or value != value.strip():
            raise self._refusal(key, f"is {value!r}; write a text in quotation marks, without space around it")
        return value

    def _texts(self, key: str) -> tuple[str, ...]:
        return self._list(self._table.get(key, []), key)

    def _list(self, value: Any, key: str) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise self._refusal(key, f'is {value!r}; write a list such as ["..."]')
        texts = tuple(self._text(one, key) for one in value)
        if len(set(texts)) != len(texts):
            raise self._refusal(key, "names something twice; keep one")
        return texts

    def _one_of(self, key: str, value: Any, allowed: list[str]) -> str:
        if value not in allowed:
            raise self._refusal(key, f"is {value!r}; choose one of {', '.join(allowed)}")
        return str(value)

    def _address(self, value: Any, key: str) -> str:
        address = self._text(value, key)
        if not re.match(r"https?://", address) or not _HOST.fullmatch(find_host(address)):
            raise self._refusal(key, f"is {address!r}; write the whole address, beginning with https:// or http://")
        return address

    def _country(self) -> str:
        code = self._text(self._table["country"], "country")
        if code not in country_codes():
            raise self._refusal("country", f"is {code!r}; write the two capital letters of ISO 3166-1, such as MY")
        if self._id[:2] != code.lower():
            raise self._refusal("country", f"is {code!r}, but the file lies in {self._id[:2]}/; move one to the other")
        return code

    def _languages(self) -> tuple[str, ...]:
        tags = self._texts("languages")
        wrong = [tag for tag in tags if tag not in _language_tags()]
        if wrong or not tags:
            found = repr(wrong[0]) if wrong else "empty"
            raise self._refusal("languages", f"is {found}; write primary tags of BCP 47 in small letters, such as en")
        return tags

    def _family(self) -> str | None:
        if "family" not in self._table:
            return None
        family = self._text(self._table["family"], "family")
        if not _SLUG.fullmatch(family):
            raise self._refusal("family", f"is {family!r}; write small letters, digits and single hyphens")
        return family

    def _domains(self, homepage: str) -> tuple[str, ...]:
        domains = self._texts("domains") or (find_host(homepage).removeprefix("www."),)
        wrong = [domain for domain in domains if not _HOST.fullmatch(domain)]
        if wrong:
            raise self._refusal("domains", f"has {wrong[0]!r}; write a host name in small letters, without https://")
        return domains

    def _credits(self, kind: OutletKind) -> tuple[str, ...]:
        names = self._texts("credits")
        if names and kind is not OutletKind.AGENCY:
            raise self._refusal("credits", f'is for agencies; remove it, or write kind = "{OutletKind.AGENCY}"')
        if kind is OutletKind.AGENCY and not names:
            raise self._refusal("credits", "is missing; add the agency's names as they stand in credit lines")
        return names

    def _feeds(self) -> tuple[Feed, ...]:
        tables = self._table["feeds"]
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self._refusal("feeds", "is no list of tables; write [[feeds]] and url = below it")
        return tuple(self.feed(table, f"feeds, number {number}") for number, table in enumerate(tables, 1))

    def feed(self, table: Mapping[str, Any], where: str) -> Feed:
        unknown = sorted(table.keys() - _FEED_KEYS)
        if unknown:
            raise self._refusal(f"{where}: {unknown[0]}", f"is no key of a feed; use {', '.join(sorted(_FEED_KEYS))}")
        kind = self._one_of(f"{where}: kind", table.get("kind", "feed"), [k.value for k in FeedKind])
        return Feed(
            url=self._address(table.get("url"), f"{where}: url"),
            outlet=self._id,
            kind=FeedKind(kind),
            section=self._text(table["section"], f"{where}: section") if "section" in table else None,
            links=self._links(table, kind, where),
        )

    def _links(self, table: Mapping[str, Any], kind: str, where: str) -> str | None:
        if (kind == FeedKind.PAGE) != ("links" in table):
            raise self._refusal(f"{where}: links", f'goes with kind = "{FeedKind.PAGE}" and with no other; mend one')
        if "links" not in table:
            return None
        pattern = self._text(table["links"], f"{where}: links")
        try:
            re.compile(pattern)
        except re.error as fault:
            raise self._refusal(f"{where}: links", f"is no regular expression ({fault}); mend it") from fault
        return pattern

    def _rules(self) -> PageRules | None:
        table = self._table.get("rules")
        if table is None:
            return None
        if not isinstance(table, dict):
            raise self._refusal("rules", "is no table; write [rules] and the selectors below it")
        unknown = sorted(table.keys() - set(_RULES))
        if unknown:
            raise self._refusal(f"rules: {unknown[0]}", f"is no rule of a page; use {', '.join(_RULES)}")
        return PageRules(**{key: self._selectors(value, f"rules: {key}") for key, value in table.items()})

    def _selectors(self, value: Any, key: str) -> tuple[str, ...]:
        selectors = self._list(value, key)
        for selector in selectors:
            try:
                CSSSelector(selector, translator="html")
            except SelectorError as fault:
                raise self._refusal(key, f"has {selector!r}, which is no CSS selector ({fault}); mend it") from fault
        return selectors


def _read_file(entry: Path, outlet_id: str, file: str) -> Outlet:
    try:
        text = entry.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise InputError(f"{file} cannot be read ({fault}): save it as UTF-8 text that you may read.") from fault
    return _Reader(_parsed(text, file), outlet_id=outlet_id, file=file).outlet()


def _parsed(text: str, file: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise InputError(f"{file} is not valid TOML ({fault}): mend that line.") from fault


@cache
def _language_tags() -> frozenset[str]:
    languages: Mapping[str, str] = Locale("en").languages
    return frozenset(tag for tag in languages if re.fullmatch("[a-z]{2,3}", tag)) - {"mul", "und", "zxx"}

"""Records to JSON and back, by the types of their fields: what goes in comes out equal."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from variorum.errors import VariorumError
from variorum.model import Span

_PLAIN = frozenset({type(None), str, int, float, bool})
_T = TypeVar("_T")
Json = Any  # what the json module reads and writes


def to_json(value: Any) -> Json:
    """A record, or a tuple or mapping of records, as JSON. Fields that are None by default are left out."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str | int | float):  # NumPy's numbers are such
        return value
    if isinstance(value, tuple | list):
        return [to_json(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        facts = [(name, getattr(value, name), optional) for name, optional in _fields(type(value))]
        return {name: to_json(fact) for name, fact, optional in facts if fact is not None or not optional}
    if isinstance(value, Mapping):
        return {key: to_json(one) for key, one in value.items()}
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no part of a record")


class UnreadableError(VariorumError):
    """What is stored is no such record any more: another version of a step wrote it."""


def from_json(wanted: type[_T], value: Json) -> _T:
    """The record of that type that `to_json` was given. Raises UnreadableError when the record has changed since."""
    try:
        return _read(wanted, value)  # type: ignore[no-any-return]  # _read follows the type it is given
    except (TypeError, ValueError, KeyError, AttributeError) as fault:
        raise UnreadableError(f"A stored {wanted} cannot be read ({fault}): it is made anew.") from fault


def from_json_if_readable(wanted: type[_T], value: Json) -> _T | None:
    """The record, or None where it has changed since it was stored: what can be made anew counts as missing then."""
    try:
        return from_json(wanted, value)
    except UnreadableError:
        return None


def _read(wanted: Any, value: Json) -> Any:
    if wanted is Any or value is None:
        return value
    origin = get_origin(wanted)
    if origin in (Union, types.UnionType):
        return _read(next(one for one in get_args(wanted) if one is not type(None)), value)
    if origin is tuple:
        return _read_tuple(get_args(wanted), value)
    if wanted is Span:
        return Span(*value)
    if wanted is datetime or wanted is date:
        return wanted.fromisoformat(value)
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return wanted(value)
    if wanted is float:
        return float(value)
    if isinstance(wanted, type) and is_dataclass(wanted):
        hints = _hints(wanted)
        return wanted(**{name: _read(hints[name], one) for name, one in value.items()})
    return value


def _read_tuple(parts: tuple[Any, ...], value: Json) -> tuple[Any, ...]:
    if len(parts) == 2 and parts[1] is Ellipsis:
        return tuple(_read(parts[0], one) for one in value)
    return tuple(_read(part, one) for part, one in zip(parts, value, strict=True))


@cache
def _fields(record: type) -> tuple[tuple[str, bool], ...]:
    """Names, and whether None is the default."""
    return tuple((field.name, field.default is None) for field in fields(record))


@cache
def _hints(record: type) -> Mapping[str, Any]:
    return get_type_hints(record)

"""Gzip and deflate come out whole however their bytes come in, and a missing end is noticed."""

from __future__ import annotations

import gzip
import time as real_time
import zlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.text.unpacking import PIECE, unpacked

pytestmark = pytest.mark.unit
TEXT = "".join(f"{n}: Der Fluss stieg. 河水上涨。 Река поднялась. ارتفع النهر. " for n in range(2_000)).encode()


def bare(body: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


def members(body: bytes) -> bytes:
    middle = len(body) // 2
    return gzip.compress(body[:middle]) + gzip.compress(b"") + gzip.compress(body[middle:])


FORMS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "members": members,
    "zlib": zlib.compress,
    "bare": bare,
}


def keep(pieces: Iterator[bytes], found: list[bytes]) -> None:
    for piece in pieces:
        found.append(piece)  # noqa: PERF402  # one by one: what came before a fault is kept


def cut(packed: bytes, size: int) -> Iterator[bytes]:
    return (packed[start : start + size] for start in range(0, len(packed), size))


@pytest.mark.parametrize("form", FORMS)
@given(body=st.binary(max_size=200), times=st.integers(1, 400), size=st.sampled_from([1, 7, PIECE, 70_000]))
def test_all_comes_out_however_it_is_cut(form: str, body: bytes, times: int, size: int) -> None:
    packed = FORMS[form](body * times)
    assert b"".join(unpacked(cut(packed, size), bare=form in {"zlib", "bare"})) == body * times


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("length", [PIECE - 1, PIECE, PIECE + 1, 2 * PIECE + 258, 50_000])
def test_what_zlib_holds_back_after_the_last_byte_comes_out(form: str, length: int) -> None:
    assert b"".join(unpacked([FORMS[form](b"a" * length)], bare=form == "bare")) == b"a" * length


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("missing", [1, 4, 9, 40])
def test_a_missing_end_is_noticed_after_all_before_it_came(form: str, missing: int) -> None:
    pieces = unpacked([FORMS[form](TEXT)[:-missing]], bare=form == "bare")
    found: list[bytes] = []
    with pytest.raises(EOFError):
        keep(pieces, found)
    body = b"".join(found)
    assert TEXT.startswith(body)
    assert len(body) > len(TEXT) * 9 // 10


@pytest.mark.parametrize("form", FORMS)
def test_what_follows_the_end_is_passed_over(form: str) -> None:
    for rest in (b"\0" * 9, b"\r\n", b"\x1f", b"<html>"):
        assert b"".join(unpacked([FORMS[form](TEXT), rest], bare=form == "bare")) == TEXT


@pytest.mark.parametrize("packed", [b"<html>Der Fluss stieg.</html>", gzip.compress(TEXT)[:40] + b"x" * 900])
def test_other_bytes_and_damaged_ones_are_refused(packed: bytes) -> None:
    with pytest.raises(zlib.error):
        list(unpacked([packed]))


def test_nothing_unpacks_to_nothing() -> None:
    assert list(unpacked([])) == list(unpacked([b"", b""], bare=True)) == []


def test_no_piece_is_larger_than_said() -> None:
    assert max(len(piece) for piece in unpacked([gzip.compress(bytes(5_000_000))])) == PIECE


def test_twice_as_many_members_take_about_twice_as_long() -> None:
    def seconds(number: int) -> float:
        packed = gzip.compress(b"") * number
        began = real_time.process_time()
        assert list(unpacked([packed])) == []
        return real_time.process_time() - began

    assert seconds(80_000) < 12 * seconds(20_000)  # four times as many: quadratic would be 16, and more

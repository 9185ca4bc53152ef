"""Bytes to text: the right charset in the presence of wrong claims."""

from __future__ import annotations

import pytest
from tests.extract.pages import page

from variorum.extract.charset import decode

pytestmark = pytest.mark.unit

GERMAN = "Überfluteter Straßenzug: „Höher als je“"
RUSSIAN = "Вода поднялась выше прежней отметки, сообщили спасатели"
JAPANESE = "ダムは一晩持ちこたえたと技術者が述べた"


@pytest.mark.parametrize(
    ("text", "encoding", "content_type", "meta"),
    [
        (GERMAN, "utf-8", "text/html", ""),
        (GERMAN, "utf-8", "text/html; charset=iso-8859-1", ""),
        (GERMAN, "cp1252", "text/html; charset=ISO-8859-1", ""),
        (GERMAN, "cp1252", "text/html", '<meta charset="latin1">'),
        (RUSSIAN, "cp1251", "text/html", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'),
        (RUSSIAN, "koi8-r", "text/html; charset=KOI8-R", ""),
        (JAPANESE, "shift_jis", "text/html", "<meta charset=Shift_JIS>"),
        (JAPANESE, "euc_jp", "text/html; charset=euc-jp", '<meta charset="utf-8">'),
        ("堤坝挺过了一夜", "gb18030", "text/html; charset=gb2312", ""),
        (JAPANESE, "utf-16", "text/html", ""),
        ("Hráz vydržela noc, řekli inženýři", "iso8859-2", "text/html", '<meta charset="iso-8859-2">'),
        ("Hráz vydržela noc, řekli inženýři", "cp1250", "text/html; charset=windows-1250", ""),
        ("Το φράγμα άντεξε τη νύχτα", "iso8859-7", "text/html; charset=iso-8859-7", ""),
        ("댐은 밤새 버텼다고 기술자들이 말했다", "euc_kr", "text/html", '<meta charset="euc-kr">'),
        ("水壩撐過了一夜", "big5", "text/html; charset=big5", ""),
        ("Baraj gece boyunca dayandı, dedi şefler", "iso8859-9", "text/html; charset=iso-8859-9", ""),
        (JAPANESE, "iso2022_jp", "text/html; charset=ISO-2022-JP", ""),
        (JAPANESE, "iso2022_jp", "text/html", '<meta charset="iso-2022-jp">'),
        (JAPANESE, "utf-8", "text/html; charset=iso-2022-jp", ""),
        ("댐은 밤새 버텼다고 기술자들이 말했다", "iso2022_kr", "text/html; charset=iso-2022-kr", ""),
        ("堤坝挺过了一夜", "hz", "text/html", '<meta charset="hz-gb-2312">'),
        (GERMAN, "utf-8-sig", "text/html; charset=klingon", ""),
    ],
)
def test_a_page_is_decoded_as_it_was_written(text: str, encoding: str, content_type: str, meta: str) -> None:
    body = f"<html><head>{meta}<title>{text}</title></head></html>".encode(encoding)
    assert f"<title>{text}</title>" in decode(page(body, content_type=content_type))


def test_bytes_of_no_charset_are_text_all_the_same() -> None:
    assert "<p>" in decode(page(b"<p>\xff\xfe\x81\x8d</p>"))


@pytest.mark.parametrize("charset", ["unicode_escape", "raw_unicode_escape", "utf-7", "idna"])
def test_a_codec_that_is_no_charset_makes_nothing_of_plain_letters(charset: str) -> None:
    body = b"<p>\xff caf\xe9 \\ud800 +2D0- \\u003cb></p>"
    text = decode(page(body, content_type=f"text/html; charset={charset}"))
    assert "\\ud800 +2D0- \\u003cb>" in text


@pytest.mark.parametrize(
    ("text", "encoding"), [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (JAPANESE, "shift_jis"), (JAPANESE, "euc_jp")]
)
def test_a_charset_that_nobody_names_is_guessed_from_a_whole_page(text: str, encoding: str) -> None:
    body = f"<html><head><title>{text}</title></head><body>{f'<p>{text}。</p>' * 20}</body></html>"
    assert f"<title>{text}</title>" in decode(page(body.encode(encoding, errors="ignore"), content_type="text/html"))

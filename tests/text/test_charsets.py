"""What encodings are called, and which one is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.text.charsets import find_charset, read_charset

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("UTF8", "utf-8"),
        ("ISO-8859-1", "cp1252"),
        ("us-ascii", "cp1252"),
        ("gb2312", "gb18030"),
        ("x-sjis", "cp932"),
        ("ks_c_5601-1987", "cp949"),
        ("windows-874", "cp874"),
        ("x-mac-cyrillic", "mac-cyrillic"),
        ("cp037", "cp037"),
        ("tis-620", "tis-620"),
    ],
)
def test_a_label_means_what_browsers_take_it_for(label: str, meant: str) -> None:
    assert read_charset(label) == meant


@pytest.mark.parametrize(
    "label",
    ["punycode", "idna", "unicode_escape", "raw_unicode_escape", "utf-7", "rot13", "zlib", "hex", "klingon", ""],
)
def test_what_is_no_encoding_of_texts_is_none(label: str) -> None:
    assert read_charset(label) is None
    assert find_charset(f"text/html; charset={label}") is None


@pytest.mark.parametrize(
    "written", ["text/xml; charset=koi8-r", 'text/xml;charset="KOI8-R"', "text/xml; Charset = 'koi8-r'; x=y"]
)
def test_the_encoding_of_a_content_type_is_found_however_it_is_written(written: str) -> None:
    assert find_charset(written) == "koi8-r"


@pytest.mark.parametrize("written", [None, "", "text/xml", "charset", "text/xml; charset=;"])
def test_a_content_type_without_an_encoding_names_none(written: str | None) -> None:
    assert find_charset(written) is None


@given(st.text(max_size=50))
def test_any_label_is_read_to_an_encoding_that_decodes_or_to_none(label: str) -> None:
    found = read_charset(label)
    assert found is None or isinstance(b"".decode(found), str)

"""JSON that templates broke is read where its meaning is plain."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.extract.mending import mended, read_json

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param(
            '{"a": 1, // a remark\n "b": "https://quay.example//x"}',
            {"a": 1, "b": "https://quay.example//x"},
            id="line comment",
        ),
        pytest.param('{"a": /* 2 */ 1, "b": "x" /* so */}', {"a": 1, "b": "x"}, id="block comment"),
        pytest.param('/* <![CDATA[ */ {"a": 1} /* ]]> */', {"a": 1}, id="CDATA within comments"),
        pytest.param('//<![CDATA[\n{"a": 1}\n//]]>', {"a": 1}, id="CDATA behind slashes"),
        pytest.param('<![CDATA[{"a": 1}]]>', {"a": 1}, id="bare CDATA"),
        pytest.param('<!--\n{"a": 1}\n-->', {"a": 1}, id="HTML comment"),
        pytest.param('{"a": ["x", "y",], "b": {"c": 1,},}', {"a": ["x", "y"], "b": {"c": 1}}, id="trailing commas"),
        pytest.param('{"a": "one\nline\tand\rmore"}', {"a": "one\nline\tand\rmore"}, id="raw control characters"),
        pytest.param("{'a': 'it\\'s \"so\"', \"b\": 'x'}", {"a": 'it\'s "so"', "b": "x"}, id="single quotes"),
        pytest.param(
            '{"a": "the "Sel" dam, "and" more", "b": 1}', {"a": 'the "Sel" dam, "and" more', "b": 1}, id="bare quotes"
        ),
        pytest.param('{"a": "say \\"x\\": y", "b": "c\\\\",}', {"a": 'say "x": y', "b": "c\\"}, id="escapes stay"),
        pytest.param('{"a": "it\\\'s \\x"}', {"a": "it's x"}, id="unknown escapes"),
        pytest.param('{"a": undefined, "b": [true, null]}', {"a": None, "b": [True, None]}, id="undefined"),
        pytest.param("{&quot;a&quot;: &quot;x&quot;}", {"a": "x"}, id="entities for quotes"),
        pytest.param('{"a": "Sel &amp; Orn"}', {"a": "Sel &amp; Orn"}, id="entities within strings are the reader's"),
        pytest.param('\ufeff {"a": 1}', {"a": 1}, id="byte order mark"),
        pytest.param('{"a": "ダム,「決壊」"}', {"a": "ダム,「決壊」"}, id="another script"),
    ],
)
def test_what_is_meant_is_read(text: str, value: Any) -> None:
    assert read_json(text) == value


@pytest.mark.parametrize("text", ["", "{", "{oops", '{"a": "un', "var x = 1", "{'a", '{"a": }', "<html>"])
def test_what_means_nothing_is_none(text: str) -> None:
    assert read_json(text) is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda one: st.lists(one) | st.dictionaries(st.text(), one),
    )
)
def test_sound_json_is_read_as_it_is(value: Any) -> None:
    assert read_json(json.dumps(value)) == value


@given(st.text(alphabet="\"'/*,:{}[]\\ a1\n<!->"))
def test_no_text_makes_it_fail(text: str) -> None:
    assert json.loads(json.dumps(read_json(text))) == read_json(text)
    assert len(mended(text)) <= 2 * len(text) + 2


@pytest.mark.parametrize(
    "piece", ['"', "'", "/*", "//", '"a",', "\\", '{"a": "', "<!--", "&quot;", "/* a ", '" ,', ",  "]
)
def test_time_does_not_grow_out_of_bounds(piece: str) -> None:
    began = time.process_time()
    read_json('{"a": ' + piece * (290_000 // len(piece)))
    assert time.process_time() - began < 2

"""An outlet by its name in a running text."""

from __future__ import annotations

import pytest

from variorum.model import Outlet, OutletKind
from variorum.outlets.directory import build_directory

pytestmark = pytest.mark.unit


def outlet(identity: str, name: str) -> Outlet:
    return Outlet(
        id=identity,
        name=name,
        country="NO",
        languages=("en",),
        kind=OutletKind.PAPER,
        homepage=f"https://{identity[3:]}.example/",
    )


KNOWN = build_directory(
    [outlet("no/times", "The Times"), outlet("no/harbour", "Harbour Times"), outlet("no/p", "Lanterne")]
)


@pytest.mark.parametrize(
    ("name", "found"), [("Harbour Times", "no/harbour"), ("the Harbour Times", "no/harbour"), ("Lanterne", "no/p")]
)
def test_a_name_that_is_one_outlets_alone_means_it(name: str, found: str) -> None:
    outlet = KNOWN.by_full_name(name)
    assert outlet is not None
    assert outlet.id == found


def test_a_word_with_which_several_names_end_means_none_of_them() -> None:
    assert KNOWN.by_full_name("the Times") is None


def test_credits_of_an_agency_are_no_outlets_name() -> None:
    assert KNOWN.by_full_name("NNA") is None

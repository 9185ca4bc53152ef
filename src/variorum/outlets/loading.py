"""The outlets that are bundled, and those of a folder of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from variorum.errors import InputError
from variorum.model import Outlet
from variorum.outlets.bundle import FOLDER, find_bundle
from variorum.outlets.directory import Directory, build_directory
from variorum.outlets.files import read_folder


def load_directory(extra: Path | None = None) -> Directory:
    """The bundled outlets, and those of a folder <cc>/<name>.toml; a file there replaces the bundled one of its id.

    Raises InputError that names the file when one cannot be read, or when two outlets claim one domain, feed or credit.
    """
    outlets = dict(_bundled())
    if extra is not None:
        if not extra.is_dir():
            raise InputError(f"{extra} is no folder: make it, or leave the folder of your own outlets away.")
        outlets |= read_folder(extra, where=str(extra))
    return build_directory(outlets.values())


@cache
def _bundled() -> Mapping[str, Outlet]:
    return MappingProxyType(find_bundle(FOLDER) or read_folder(FOLDER, where=FOLDER.name))

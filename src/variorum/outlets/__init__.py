"""Who publishes: one TOML file an outlet, read strictly into records, and looked up by address, name or credit line."""

from variorum.outlets.bundle import write_bundle
from variorum.outlets.directory import Directory, build_directory, find_host, refuse_clash
from variorum.outlets.files import country_codes, parse_outlet, read_feed, read_folder, read_outlet
from variorum.outlets.loading import load_directory

__all__ = [
    "Directory",
    "build_directory",
    "country_codes",
    "find_host",
    "load_directory",
    "parse_outlet",
    "read_feed",
    "read_folder",
    "read_outlet",
    "refuse_clash",
    "write_bundle",
]

"""Addresses: one canonical form for one page, hosts, registrable domains, joining; by the WHATWG rules of ada-url."""

from __future__ import annotations

import ipaddress
import re
from functools import cache, lru_cache
from urllib.parse import unquote_plus

from ada_url import URL
from publicsuffixlist import PublicSuffixList

from variorum.errors import InputError

LONGEST_URL = 2_000  # characters: servers refuse longer ones, and no page that is meant to be read has one


@lru_cache(maxsize=50_000)
def canonical_url(url: str) -> str:
    """The form under which two addresses of one page are equal: no fragment, login, tracking or AMP; the query sorted.

    Idempotent. Raises InputError where there is no http(s) address.
    """
    known = _canonical_once(url)
    while (again := _canonical_once(known)) != known:  # unquoting may uncover more, as "%2%65" does
        known = again
    return known


def parse_url(url: str) -> URL:
    """An http(s) address as the parts that a browser would see. Raises InputError for anything else."""
    try:
        parsed = URL(url.strip())
    except (ValueError, UnicodeEncodeError) as fault:
        raise InputError(f"{url!r} is no address: write it in full, as in https://example.com/page.") from fault
    return _only_http(parsed, url)


def host_of(url: str) -> str:
    """The host name of an address in lower case, in the letters of the wire (xn--...)."""
    return str(parse_url(url).hostname)


def registrable_domain(host: str) -> str:
    """What one organisation registered: "bbc.co.uk" for "news.bbc.co.uk"; the host itself where nobody can tell."""
    host = host.rstrip(".").lower()
    if _is_address(host):
        return host
    return _suffixes().privatesuffix(host) or host


def join_url(base: str, href: str) -> str:
    """A link as it stands on the page `base`, in full. Raises InputError where it leads to no http(s) address."""
    try:
        joined = URL(href.strip(), base=parse_url(base).href)
    except (ValueError, UnicodeEncodeError) as fault:
        raise InputError(f"{href!r} on {base} is no address: leave the link out.") from fault
    return str(_only_http(joined, href).href)


def _only_http(parsed: URL, shown: str) -> URL:
    if parsed.protocol not in {"http:", "https:"} or not parsed.hostname:
        raise InputError(f"{shown!r} is no web address: it has to begin with http:// or https://.")
    return parsed


def _canonical_once(url: str) -> str:
    parsed = parse_url(_out_of_amp_cache(url))
    path = _without_amp(_SESSION.sub("", _tidy(parsed.pathname)))
    query = _tidy_query(parsed.search)
    host = parsed.hostname.rstrip(".") or parsed.hostname
    port = f":{parsed.port}" if parsed.port else ""
    return str(URL(f"{parsed.protocol}//{host}{port}{path}{query}").href)


def _tidy(text: str) -> str:
    """Percent codes of letters that need none are undone, the others are written in capitals (RFC 3986, 6.2.2)."""

    def code(match: re.Match[str]) -> str:
        letter = chr(int(match[1], 16))
        return letter if letter in _UNRESERVED else match[0].upper()

    return _PERCENT.sub(code, text)


def _tidy_query(search: str) -> str:
    pieces = [piece for piece in _tidy(search.removeprefix("?")).split("&") if piece and not _is_noise(piece)]
    pieces.sort(key=lambda piece: piece.partition("=")[0])  # stable: repeated keys keep their order
    return "?" + "&".join(pieces) if pieces else ""


def _is_noise(piece: str) -> bool:
    key, _, value = unquote_plus(piece).lower().partition("=")
    if key in _AMP_KEYS:
        return value in _AMP_VALUES
    return key in _TRACKING or key.startswith(_TRACKING_PREFIXES)


def _without_amp(path: str) -> str:
    shorter = _AMP_PATH.sub(lambda match: match["keep"] + (match["kind"] or ""), path)
    return shorter if shorter.strip("/") else path


def _out_of_amp_cache(url: str) -> str:
    match = _AMP_CACHE.match(url.strip())
    if match is None:
        return url
    return f"http{'s' if match['secure'] else ''}://{match['rest']}"


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?;]*", re.IGNORECASE)

# The page behind AMP's copies: a last part "amp", or ".amp" before the kind of file.
_AMP_PATH = re.compile(r"(?P<keep>/[^/]+)(?:/amp/?|\.amp(?P<kind>\.html?)?)$", re.IGNORECASE)
_AMP_CACHE = re.compile(
    r"https?://(?:[\w-]+\.cdn\.ampproject\.org/[acv]/|(?:www\.)?google\.[a-z.]+/amp/)(?P<secure>s/)?(?P<rest>[^/?#]+\.[^/?#]+.*)",
    re.IGNORECASE,
)
_AMP_KEYS = frozenset({"amp", "outputtype", "output"})
_AMP_VALUES = frozenset({"", "1", "true", "amp"})

# Parameters that say where a reader came from and never choose a page. Only names that mean nothing else anywhere.
_TRACKING_PREFIXES = (
    "utm_",
    "mtm_",
    "pk_",
    "piwik_",
    "matomo_",
    "ga_",
    "at_",
    "ns_",
    "hsa_",
    "__twitter_",
    "wt_",
    "wt.",
)
# fmt: off
_TRACKING = frozenset(
    {
        "_ga", "_gl", "_hsenc", "_hsmi", "_openstat", "amp_gsa", "amp_js_v", "cmp", "cmpid", "dclid", "dm_i",
        "ef_id", "epik", "fb_action_ids", "fb_action_types", "fb_ref", "fb_source", "fbclid", "ftag", "gbraid",
        "gclid", "gclsrc", "guccounter", "guce_referrer", "guce_referrer_sig", "hss_channel", "icid", "igsh",
        "igshid", "int_cid", "int_source", "intcid", "ito", "li_fat_id", "maca", "mc_cid", "mc_eid", "mkt_tok",
        "ml_subscriber", "ml_subscriber_hash", "msclkid", "ncid", "ocid", "oly_anon_id", "oly_enc_id", "rb_clickid",
        "ref_src", "ref_url", "s_cid", "s_kwcid", "smid", "smtyp", "spm", "sr_share", "srsltid", "traffic_source",
        "ttclid", "twclid", "usqp", "vero_conv", "vero_id", "wbraid", "wickedid", "xtor", "yclid", "ysclid",
    }
)
# fmt: on

"""Addresses inside what others wrote: absolute, without credentials, without parameters that track readers."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urljoin, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"utm_\w+|mc_[ce]id|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|igsh|twclid|ttclid|li_fat_id|mkt_tok|_hs(enc|mi)"
    r"|__hs\w+|hsctatracking|vero_(id|conv)|oly_(anon|enc)_id|rb_clickid|s_cid|wickedid|ml_subscriber(_hash)?|ck_subscriber_id"
    r"|at_(medium|campaign)|mtm_\w+|pk_\w+|piwik_\w+|_openstat|ref_src|ref_url|spm|sc_cid|trk|trkcampaign|cmpid|ns_\w+|epik"
    r"|ga_\w+|_ga|_gl|srsltid|isfreemail",
    re.IGNORECASE,
)
_SPACE = re.compile("[\t\n\r\ud800-\udfff\ue000-\ue00f]|^[\x00-\x20]+|[\x00-\x20]+$")
_UNSAFE = re.compile(r"""[\x00-\x20"<>\\^`{|}\x7f]""")
_PLATFORM_SOURCE = re.compile(r"^rss[-_]", re.IGNORECASE)
URL_LENGTH = 2000


def absolute(url: str, base: str = "", *, mail: bool = False) -> str:
    """``url`` as an absolute http or https address (``mailto:`` too if ``mail``), else nothing.

    User names, passwords and tracking parameters are gone; control characters and quotes are percent-encoded.
    """
    url = _SPACE.sub("", url)
    if not url:
        return ""
    try:
        joined = urljoin(base, url) if base else url
        parts = urlsplit(joined)
        scheme = parts.scheme.lower()
        if mail and scheme == "mailto" and parts.path:
            return _quoted(urlunsplit(("mailto", "", parts.path, "", "")))
        host = parts.hostname
        if scheme not in ("http", "https") or not host or len(joined) > URL_LENGTH:
            return ""
        place = f"[{host}]" if ":" in host else host
        if parts.port is not None:
            place += f":{parts.port}"
    except ValueError:
        return ""
    return _quoted(urlunsplit((scheme, place, parts.path, untracked(parts.query), parts.fragment)))


def untracked(query: str) -> str:
    """A query without tracking parameters, the rest as it was written."""
    if not query:
        return ""
    kept = [part for part in query.split("&") if not _tracks(part)]
    return "&".join(kept)


def link_key(url: str) -> str:
    """What two addresses of one page have in common: no scheme, ``www.``, slash at the end, fragment or tracking.

    Two entries with one key are one post. An address that isn't http(s) is its own key.
    """
    clean = absolute(url)
    if not clean:
        return url.strip()
    parts = urlsplit(clean)
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = "&".join(sorted(untracked(parts.query).split("&")))
    return f"{host}{port}{parts.path.rstrip('/')}" + (f"?{query}" if query else "")


def host_of(url: str) -> str:
    """The host of an address, lower case, without ``www.``; empty when it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _tracks(part: str) -> bool:
    name, _, value = part.partition("=")
    pairs = parse_qsl(part, keep_blank_values=True)
    if pairs:
        name, value = pairs[0]
    # Medium marks every link of its feeds so.
    return _TRACKING.fullmatch(name) is not None or (name == "source" and _PLATFORM_SOURCE.match(value) is not None)


def _quoted(url: str) -> str:
    return _UNSAFE.sub(lambda found: quote(found[0]), url)

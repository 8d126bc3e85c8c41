"""Old addresses that lead to new ones: a page each, and ``_redirects`` for hosts that read it.

Comes in: old address → new address, chains already collapsed. Goes out: pages and the file. The page goes on at once and
keeps what stood behind ``#``: a constant script does that, and without scripts a refresh does. Nothing inline, so the
Content-Security-Policy holds here too. The goodbye of a withdrawn post is the front's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

from voices.i18n import Language
from voices.outputs.escape import clean, escaped
from voices.outputs.security import content_security_policy, policy_meta
from voices.settings import Hub
from voices.text import ROOT

REDIRECTS_ADDRESS = "_redirects"
SCRIPT_ADDRESS = "assets/voices/redirect.js"
SCRIPT = b"""(function () {
  var to = document.currentScript.getAttribute("data-to");
  location.replace(to + location.search + location.hash);
})();
"""
_LISTING = re.compile(r"((?:authors|topics|teams|places|languages)/)[^/]+/")
_FEEDS = ("feed.xml", "feed.json")
_POLICY = policy_meta(content_security_policy(()))


def redirect_page(hub: Hub, new: str, language: Language) -> str:
    """The page at an old address; links inside begin with ROOT. ``new`` is relative to the site."""
    target = ROOT + (escaped(_encoded(new)) or "./")
    here = escaped(hub.absolute(_encoded(new)))
    robots = '<meta name="robots" content="noindex">\n' if hub.audience == "internal" else ""
    words = escaped(language.gettext("This page has moved"))
    return (
        f'<!doctype html>\n<html lang="{escaped(language.code)}">\n<head>\n<meta charset="utf-8">\n{_POLICY}\n'
        f'<title>{words}</title>\n<link rel="canonical" href="{here}">\n{robots}'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<script src="{ROOT}{SCRIPT_ADDRESS}" data-to="{target}"></script>\n'
        f'<noscript><meta http-equiv="refresh" content="0; url={target}"></noscript>\n'
        f'</head>\n<body>\n<main><h1>{words}</h1>\n<p><a href="{target}">{here}</a></p></main>\n</body>\n</html>\n'
    )


def redirects_text(hub: Hub, redirects: Mapping[str, str]) -> bytes:
    """``_redirects`` as Netlify and Cloudflare Pages read it: old, new, 301, by old address.

    The feeds of a listing that has moved go with it: who subscribed long ago stays subscribed.
    Characters that mean something there (white space, ``*``, ``:``) are percent-encoded.
    """
    base = hub.base_path
    leads = {**moved_feeds(redirects), **redirects}
    lines = [f"{base}{_encoded(old)} {base}{_encoded(new)} 301\n" for old, new in sorted(leads.items())]
    return "".join(lines).encode()


def moved_feeds(redirects: Mapping[str, str]) -> dict[str, str]:
    """Old feed addresses → new ones, for each listing that leads to another of its kind; an alias of a feed goes before."""
    moved = {
        old: new for old, new in redirects.items() if (found := _LISTING.fullmatch(old)) and new.startswith(found[1])
    }
    feeds = {old + name: new + name for old, new in moved.items() if _LISTING.fullmatch(new) for name in _FEEDS}
    return {old: new for old, new in feeds.items() if old not in redirects}


def _encoded(address: str) -> str:
    return quote(unquote(clean(address).lstrip("/")), safe="/-._~")

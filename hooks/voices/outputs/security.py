"""What a browser is told not to do: the Content-Security-Policy and the headers beside it.

Comes in: the inline scripts that are left and what the pages need. Goes out: a ``<meta>`` for every page and header files
for common hosts. A ``<meta>`` can't carry ``frame-ancestors``, so only the header files do. Sources: CSP level 3, the
hosts' documents on ``_headers``, nginx and Apache.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator

from voices.catalog.types import Catalog
from voices.outputs.escape import escaped
from voices.settings import Hub

HEADERS_ADDRESS = "_headers"
NGINX_ADDRESS = "headers/nginx.conf"
APACHE_ADDRESS = "headers/apache.conf"

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_TYPE = re.compile(r"""\btype\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_SOURCE = re.compile(r"\bsrc\s*=", re.IGNORECASE)
_RUNS = frozenset({"", "module", "importmap", "speculationrules", "text/javascript", "application/javascript"})
_OTHER_HEADERS = (
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), bluetooth=(), browsing-topics=()",
    ),
)
_TYPES = (("feed.xml", "application/atom+xml"), ("feed.json", "application/feed+json"), ("card.vcf", "text/vcard"))
_FOREVER = "public, max-age=31536000, immutable"
_MEDIA = "assets/media/"


def inline_scripts(html: str) -> tuple[str, ...]:
    """The text of each inline script that a browser would run, in order, without repetitions; data blocks are left out."""
    found = []
    for attributes, text in _SCRIPT.findall(html):
        kind = _TYPE.search(attributes)
        if text and not _SOURCE.search(attributes) and (kind.group(1).lower() if kind else "") in _RUNS:
            found.append(text)
    return tuple(dict.fromkeys(found))


def script_hash(script: str) -> str:
    """The source expression that admits this very script: ``'sha256-…'`` over its UTF-8 bytes."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def content_security_policy(
    scripts: Iterable[str], *, search: bool = False, remote_pictures: bool = False, in_header: bool = False
) -> str:
    """The policy of a page with these inline scripts.

    ``search`` admits Pagefind's WebAssembly. ``remote_pictures`` is for entries shown in full, whose pictures stay on
    their author's blog. ``in_header`` adds who may frame the site, which a ``<meta>`` can't say.
    """
    wasm = ("'wasm-unsafe-eval'",) if search else ()
    rules = {
        "default-src": ("'none'",),
        "script-src": ("'self'", *sorted({script_hash(script) for script in scripts}), *wasm),
        "style-src": ("'self'",),
        "img-src": ("'self'", "data:", *(("https:",) if remote_pictures else ())),
        "font-src": ("'self'",),
        "connect-src": ("'self'",),
        "worker-src": ("'self'",),
        "manifest-src": ("'self'",),
        "media-src": ("'self'",),
        "form-action": ("'self'",),
        "base-uri": ("'none'",),
        **({"frame-ancestors": ("'self'",)} if in_header else {}),
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


def shows_remote_pictures(catalog: Catalog) -> bool:
    """Whether an entry shown in full has a picture, which stays on its author's blog: else no page needs another host."""
    return any(voice.address and voice.entry and "<img" in voice.entry.html for voice in catalog.voices)


def policy_meta(policy: str) -> str:
    """The tags that stand first in ``<head>``: the policy, and who learns where a reader came from."""
    quoted = escaped(policy).replace("&#x27;", "'")
    return (
        f'<meta http-equiv="Content-Security-Policy" content="{quoted}">\n'
        '<meta name="referrer" content="strict-origin-when-cross-origin">'
    )


def header_files(hub: Hub, policy: str, assets: str = "") -> Iterator[tuple[str, bytes]]:
    """(address, bytes) of ``_headers`` and of the snippets for nginx and Apache; ``policy`` is that of all pages together.

    ``assets`` is the folder of the theme's files, named by their content as pictures are: both may be kept for ever.
    """
    headers = [("Content-Security-Policy", policy), *_OTHER_HEADERS]
    if hub.audience == "internal":
        headers.append(("X-Robots-Tag", "noindex"))
    yield HEADERS_ADDRESS, _netlify(hub, headers, (_MEDIA, f"{assets}/") if assets else (_MEDIA,))
    yield APACHE_ADDRESS, _apache(hub, headers)
    yield NGINX_ADDRESS, _nginx(hub, headers)


def _netlify(hub: Hub, headers: list[tuple[str, str]], kept: Iterable[str]) -> bytes:
    base = hub.base_path
    blocks = [(base + "*", headers), *((f"{base}{folder}*", [("Cache-Control", _FOREVER)]) for folder in kept)]
    blocks += [(f"{base}{folder}*", [("Access-Control-Allow-Origin", "*")]) for folder in ("api/", "schema/")]
    for name, type_ in _TYPES:
        rules = [("Content-Type", f"{type_}; charset=utf-8"), ("Access-Control-Allow-Origin", "*")]
        blocks += [(f"{base}{way}{name}", rules) for way in ("", "*/")]
    return "\n".join(
        f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in rules) for path, rules in blocks
    ).encode()


def _nginx(hub: Hub, headers: list[tuple[str, str]]) -> bytes:
    lines = "".join(f'add_header {name} "{value}" always;\n' for name, value in headers)
    return (
        "# For the server block: include this file. A location with an add_header of its own has to include it again.\n"
        f"{lines}"
        'set $voices_cache "";\n'
        f'if ($uri ~ "^{_kept(hub)}") {{ set $voices_cache "{_FOREVER}"; }}\n'
        "# An empty value sends no header.\n"
        "add_header Cache-Control $voices_cache;\n"
        f"error_page 404 {hub.base_path}404.html;\n"
    ).encode()


def _apache(hub: Hub, headers: list[tuple[str, str]]) -> bytes:
    lines = "".join(f'  Header always set {name} "{value}"\n' for name, value in headers)
    lines += f"""  <If "%{{REQUEST_URI}} =~ m#^{_kept(hub)}#">\n    Header set Cache-Control "{_FOREVER}"\n  </If>\n"""
    types = "".join(
        f'<FilesMatch "^{re.escape(name)}$">\n  ForceType {type_}\n</FilesMatch>\n' for name, type_ in _TYPES
    )
    return (
        "# For the virtual host, or as the text of .htaccess in the site's folder.\n"
        f"<IfModule mod_headers.c>\n{lines}</IfModule>\n{types}"
    ).encode()


def _kept(hub: Hub) -> str:
    """The beginning, as a pattern, of every address that is named by its content."""
    return f"{re.escape(hub.base_path)}assets/(media|voices-[0-9a-f]+)/"

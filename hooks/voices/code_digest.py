"""A fingerprint of the program itself: what was made by other code, or with other libraries, is made anew.

Every cache key that stands for something computed holds it, so that an upgrade needs no clearing of caches. Content and not
times: a fresh clone on another machine comes to the same.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import distribution, version
from pathlib import Path

from voices.store import digest

LIBRARIES = (
    "anyascii",
    "babel",
    "cmarkgfm",
    "detect-secrets",
    "feedparser",
    "jinja2",
    "lxml",
    "markupsafe",
    "mkdocs",
    "mkdocs-material",
    "msgspec",
    "nh3",
    "pagefind",
    "phonenumberslite",
    "pillow",
    "py3langid",
    "pydantic",
    "pygments",
    "python-frontmatter",
    "python-stdnum",
    "pyyaml",
    "rapidfuzz",
    "regex",
    "segno",
    "selectolax",
    "simplemma",
)
"""The distributions whose versions show in what is built."""


@cache
def code_digest() -> str:
    """The digest of the package's modules and of the libraries' versions."""
    package = Path(__file__).parent
    modules = sorted(package.rglob("*.py"))
    parts = [part for path in modules for part in (path.relative_to(package).as_posix(), path.read_bytes())]
    return digest(*map(_version, LIBRARIES), *parts)


def _version(library: str) -> str:
    # importlib.metadata.version() parses the whole description, which for all of these takes longer than a small check.
    about = distribution(library).read_text("METADATA") or ""
    return about.partition("\nVersion: ")[2].partition("\n")[0].strip() or version(library)

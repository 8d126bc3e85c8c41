"""An author's vCard 4.0: what their page shows, for an address book.

Comes in: the catalog and the portrait's address. Goes out: the bytes of ``card.vcf``. No e-mail address, no telephone number:
a profile has none. Sources: RFC 6350, RFC 6715 (EXPERTISE), RFC 9554 (PRONOUNS).
"""

from __future__ import annotations

from collections.abc import Iterator

from voices.catalog.types import Catalog
from voices.model import Author
from voices.outputs.escape import clean, web_address
from voices.outputs.head_facts import profile_of

FILE_NAME = "card.vcf"
_LINE_BYTES = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n", "\r": None})


def vcard(catalog: Catalog, author: Author, photo_url: str = "") -> bytes:
    """The card, lines folded at 75 bytes and ended by CRLF; ``photo_url`` is the portrait's absolute address."""
    lines = ["BEGIN:VCARD", "VERSION:4.0", *_properties(catalog, author, photo_url), "END:VCARD"]
    return b"".join(_folded(line) for line in lines)


def _properties(catalog: Catalog, author: Author, photo_url: str) -> Iterator[str]:
    hub = catalog.hub
    default = hub.default_language
    url = hub.absolute(f"authors/{author.id}/")
    names = profile_of(author)
    yield "KIND:individual"
    yield f"UID:{url}"
    yield f"SOURCE:{url}{FILE_NAME}"
    yield f"FN:{_text(author.name)}"
    yield f"N:{_text(names.last_name)};{_text(names.first_name)};;;"
    if author.pronouns:
        yield f"PRONOUNS:{_text(author.pronouns)}"
    if author.status != "alumni":
        yield f"ORG:{';'.join(_text(part) for part in _organisation(catalog, author))}"
    if role := author.role.get(default, default).text:
        yield f"TITLE:{_text(role)}"
    if place := catalog.places.get(catalog.place_of.get(author.id, "")):
        yield f"ADR;TYPE=work:;;;{_text(place.name.get(default, default).text)};;;{_text(place.country)}"
    if web_address(photo_url):
        yield f"PHOTO:{web_address(photo_url)}"
    if headline := author.headline.get(default, default).text:
        yield f"NOTE:{_text(headline)}"
    for preference, code in enumerate(author.languages, start=1):
        yield f"LANG;PREF={min(preference, 100)}:{_text(code)}"
    for subject in author.expertise:
        yield f"EXPERTISE:{_text(subject)}"
    yield f"URL;PREF=1:{url}"
    for number, channel in enumerate((c for c in author.channels if web_address(c.url)), start=1):
        # A group and Apple's label name the channel; readers that know neither still get the address.
        yield f"item{number}.URL:{web_address(channel.url)}"
        yield f"item{number}.X-ABLabel:{_text(channel.kind)}"


def _organisation(catalog: Catalog, author: Author) -> list[str]:
    hub = catalog.hub
    default = hub.default_language
    parts = [hub.voices.company.name or hub.site_name]
    if team := catalog.teams.get(catalog.team_of.get(author.id, "")):
        parts.append(team.name.get(default, default).text)
    return parts


def _text(value: str) -> str:
    """A value with its commas, semicolons, backslashes and line breaks escaped (RFC 6350, 3.4)."""
    return clean(value).replace("\u2028", "\n").replace("\u2029", "\n").translate(_ESCAPES)


def _folded(line: str) -> bytes:
    """The line cut at 75 bytes, each further piece after CRLF and a space, never inside a character (3.2)."""
    pieces: list[bytes] = []
    piece = b""
    for character in line:
        encoded = character.encode()
        room = _LINE_BYTES if not pieces else _LINE_BYTES - 1
        if len(piece) + len(encoded) > room:
            pieces.append(piece)
            piece = b""
        piece += encoded
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"

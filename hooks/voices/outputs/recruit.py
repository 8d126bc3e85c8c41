"""The recruiters' link kit: for each job, team, place, topic and author a permanent link and what goes with it.

Comes in: the catalog. Goes out: links with their UTM variants, the sentence to paste into an ad in each language, and QR
codes. The page around it, and ``voices links``, are left to others. Nothing here tracks anyone: the parameters are for
the statistics of the company's own careers pages, which they are passed on to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal
from urllib.parse import urlencode

from msgspec import Struct

from voices.catalog import Catalog, Group
from voices.i18n import N_, Language
from voices.outputs.qr import qr_png, qr_svg
from voices.settings import Hub
from voices.text import fold, squeeze

Kind = Literal["job", "team", "place", "topic", "author"]
KINDS: tuple[Kind, ...] = ("job", "team", "place", "topic", "author")
PLACES_OF_ADS = ("ad", "print")
"""Where a link may be put beside the channels of the settings."""


# The name stands first and alone, so that no language has to inflect it.
_SENTENCES: Mapping[Kind, str] = {
    "job": N_("{name}: meet the people around this job, in their own words. {url}"),
    "team": N_("{name}: what the people of this team write about their work. {url}"),
    "place": N_("{name}: what our people there write about their work. {url}"),
    "topic": N_("{name}: what our people write about it. {url}"),
    "author": N_("{name}: a voice from our company, in own words. {url}"),
}


class Variant(Struct, frozen=True):
    """The link as it is put in one place: a channel's key, ``ad`` or ``print``."""

    channel: str
    url: str


class AdText(Struct, frozen=True):
    """A sentence to paste into an ad, with the link in it, in one language."""

    language: str
    text: str


class RecruitLink(Struct, frozen=True):
    """One page worth linking to from an ad. ``url`` is permanent; ``address`` is relative to the site."""

    kind: Kind
    id: str
    name: str
    address: str
    url: str
    variants: tuple[Variant, ...]
    texts: tuple[AdText, ...]
    found_by: str
    """What the page's search box looks through: the name, folded to plain letters."""

    @property
    def printed(self) -> str:
        """The link that goes on paper, which the QR code holds."""
        return next(variant.url for variant in self.variants if variant.channel == "print")

    def qr_address(self, extension: Literal["svg", "png"]) -> str:
        """Where the QR code of the printed link lies."""
        return f"recruit/qr/{self.kind}-{self.id}.{extension}"

    def as_json(self) -> dict[str, object]:
        """The link as ``voices links --format json`` writes it."""
        return {
            "kind": self.kind,
            "id": self.id,
            "name": self.name,
            "url": self.url,
            "variants": {variant.channel: variant.url for variant in self.variants},
            "texts": {text.language: text.text for text in self.texts},
        }


def recruit_links(catalog: Catalog) -> tuple[RecruitLink, ...]:
    """Open jobs (newest first), then teams, places and topics with someone in them, then authors who stand beside jobs."""
    if not catalog.hub.voices.features.recruit:
        return ()
    return tuple(_links(catalog))


def qr_files(links: Iterable[RecruitLink]) -> Iterator[tuple[str, bytes]]:
    """(address, bytes) of each link's QR code as SVG and PNG; they hold the link for print."""
    for link in links:
        yield link.qr_address("svg"), qr_svg(link.printed, link.name)
        yield link.qr_address("png"), qr_png(link.printed)


def _links(catalog: Catalog) -> Iterator[RecruitLink]:
    default = catalog.hub.default_language
    for job in catalog.jobs.values():
        if not job.closed:
            yield _link(
                catalog.hub, "job", job.id, f"jobs/{job.id}/", dict.fromkeys(catalog.hub.voices.languages, job.title)
            )
    groups: tuple[tuple[Kind, Mapping[str, Group]], ...] = (
        ("team", catalog.teams),
        ("place", catalog.places),
        ("topic", catalog.topics),
    )
    for kind, known in groups:
        for group in known.values():
            if group.people or group.voices:
                names = {code: group.name.get(code, default).text for code in catalog.hub.voices.languages}
                yield _link(catalog.hub, kind, group.id, group.address, names)
    for author in catalog.people.values():
        if author.status == "active" and "jobs" in author.agreed_to:
            names = dict.fromkeys(catalog.hub.voices.languages, author.name)
            yield _link(catalog.hub, "author", author.id, f"authors/{author.id}/", names)


def _link(hub: Hub, kind: Kind, id_: str, address: str, names: Mapping[str, str]) -> RecruitLink:
    channels = dict.fromkeys((*PLACES_OF_ADS, *hub.voices.share))
    return RecruitLink(
        kind=kind,
        id=id_,
        name=squeeze(names[hub.default_language]),
        address=address,
        url=hub.absolute(address),
        variants=tuple(Variant(one, _tagged(hub, hub.absolute(address), f"{kind}-{id_}", one)) for one in channels),
        texts=tuple(_ad(hub.language(code), kind, squeeze(names[code]), hub, address) for code in hub.voices.languages),
        found_by=fold(" ".join(dict.fromkeys(names.values()))),
    )


def _ad(words: Language, kind: Kind, name: str, hub: Hub, address: str) -> AdText:
    plain = hub.absolute(hub.in_language(address, words.code))
    return AdText(words.code, words.gettext(_SENTENCES[kind], name=name, url=plain))


def _tagged(hub: Hub, url: str, page: str, channel: str) -> str:
    """The link with its UTM parameters: the settings' source, medium and campaign (else the page), the place as content."""
    links = hub.voices.links
    values = {
        "utm_source": links.utm_source,
        "utm_medium": links.utm_medium,
        "utm_campaign": links.utm_campaign or page,
        "utm_content": channel,
    }
    return f"{url}?{urlencode({key: value for key, value in values.items() if value})}"

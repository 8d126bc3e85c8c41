"""One feed asked once: request, judgement of the answer, reading. What is kept of it is decided elsewhere.

Comes in: an address and its validators. Goes out: an ``Answer``; nothing that a blog does raises here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from voices.feeds.client import Client, FetchError, Validators
from voices.feeds.documents import Document, Failure, Task

Parse = Callable[[Task], Document | Failure]
_STATUSES = {
    401: ("forbidden", "it wants a login"),
    403: ("forbidden", "it does not let us in"),
    404: ("missing", "there is nothing at its address"),
    410: ("gone", "its server says it is gone for good"),
    429: ("busy", "its server asks for fewer questions"),
    451: ("forbidden", "it may not be shown for legal reasons"),
    503: ("busy", "its server is busy"),
}


class Answer(Struct, frozen=True):
    """What came back: a document, "unchanged", or a failure with its stable word and a detail in words."""

    document: Document | None = None
    unchanged: bool = False
    failure: Failure | None = None
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    final_url: str = ""
    moved_to: str = ""
    validators: Validators = field(default_factory=Validators)


def ask(client: Client, parse: Parse, url: str, validators: Validators | None = None) -> Answer:
    """Ask for the feed at ``url``."""
    try:
        response = client.get(url, validators=validators or None)
    except FetchError as error:
        return Answer(failure=Failure(error.reason, str(error)))
    bare = Answer(
        status=response.status,
        headers=response.headers,
        final_url=response.url,
        moved_to=response.moved_to if response.moved_to != url else "",
    )
    if response.status == 304 and validators:
        # A 304 may leave the validators out; then the ones we sent still hold.
        return replace(bare, unchanged=True, validators=response.validators or validators)
    if response.status != 200:
        return replace(bare, failure=failure_of(response.status))
    task = Task(
        response.body,
        response.url,
        response.headers.get("content-type", ""),
        response.headers.get("content-location", ""),
    )
    read = parse(task)
    if isinstance(read, Failure):
        return replace(bare, failure=read)
    return replace(bare, document=read, validators=response.validators)


def failure_of(status: int) -> Failure:
    """The failure a status stands for."""
    if status in _STATUSES:
        return Failure(*_STATUSES[status])
    if status >= 500:
        return Failure("server", f"its server has a fault (status {status})")
    return Failure("status", f"it answered with status {status} instead of a feed")

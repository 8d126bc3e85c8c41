"""The one HTTP client: polite, bounded, and never led into the inside of a network.

Comes in: an address, validators. Goes out: a ``Response`` with the body in memory, or a ``FetchError`` in words an author
understands. Redirects are followed hop by hop, each with its own admission; no cookies, no Referer, no proxy unless the
settings name one. When to ask, and what an answer means for the next time, is decided in ``schedule``.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit, urlunsplit

from msgspec import Struct, field
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    HTTPError,
    LocationParseError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)

from voices import __version__
from voices.feeds.addresses import Admission, RefusedAddressError, Resolve, resolve
from voices.feeds.connections import Watchdog, close_pools, pools
from voices.settings import Hub

TOTAL_SECONDS = 30.0
SIZE_BYTES = 10 * 1024 * 1024
REDIRECTS = 5
FEED_TYPES = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/json;q=0.9, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)
_PUBLIC_ONLY = Admission()
_CHUNK_BYTES = 64 * 1024
_REDIRECTING = frozenset({301, 302, 303, 307, 308})


class FetchError(Exception):
    """A request that brought no answer. ``reason`` is a stable word, the message the detail for the terminal."""

    def __init__(self, reason: str, detail: str) -> None:
        self.reason = reason
        super().__init__(detail)


class Validators(Struct, frozen=True):
    """What the server gave to ask "has it changed?" with, verbatim."""

    etag: str = ""
    last_modified: str = ""

    def __bool__(self) -> bool:
        return bool(self.etag or self.last_modified)


class Response(Struct, frozen=True):
    """An answer: header names in lower case, the body decoded; ``url`` is where it came from in the end.

    ``moved_to`` is the address that an unbroken chain of permanent redirects (301, 308) led to, empty without one.
    """

    status: int
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    moved_to: str = ""

    @property
    def validators(self) -> Validators:
        """The validators of this answer."""
        return Validators(self.headers.get("etag", ""), self.headers.get("last-modified", ""))


class Client:
    """Sends GET requests. A context manager; safe to use from several threads, one connection a host."""

    def __init__(
        self,
        user_agent: str,
        admission: Admission = _PUBLIC_ONLY,
        *,
        proxy: str = "",
        resolver: Resolve = resolve,
        total_seconds: float = TOTAL_SECONDS,
        size_bytes: int = SIZE_BYTES,
    ) -> None:
        self._user_agent = user_agent
        self._admission = admission
        self._resolver = resolver
        self._proxied = bool(proxy)
        self._total_seconds = total_seconds
        self._size_bytes = size_bytes
        self._watchdog = Watchdog()
        self._pools = pools(admission, self._watchdog, proxy, resolver)

    @classmethod
    def of(cls, hub: Hub, resolver: Resolve = resolve) -> Client:
        """The client as the hub's settings want it."""
        fetch = hub.voices.fetch
        return cls(user_agent(hub), Admission.of(fetch.allow_hosts), proxy=fetch.proxy, resolver=resolver)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of every connection."""
        close_pools(self._pools)
        self._watchdog.close()

    def get(self, url: str, *, validators: Validators | None = None, accept: str = FEED_TYPES) -> Response:
        """The answer at ``url``, redirects followed. Raises FetchError; statuses such as 404 are answers."""
        end = time.monotonic() + self._total_seconds
        headers = {"User-Agent": self._user_agent, "Accept": accept, "Accept-Encoding": "gzip"}
        moved_to, permanent = "", True
        for _ in range(REDIRECTS + 1):
            sent = headers | (_conditions(validators) if validators else {})
            response, location = self._hop(url, sent, end)
            if location is None:
                return Response(response.status, url, response.headers, response.body, moved_to)
            permanent = permanent and response.status in (301, 308)
            url = _target(url, location)
            moved_to = url if permanent else moved_to
        raise FetchError("redirects", f"it redirects more than {REDIRECTS} times")

    def _hop(self, url: str, headers: Mapping[str, str], end: float) -> tuple[Response, str | None]:
        parts = _checked(url)
        left = end - time.monotonic()
        if left <= 0:
            raise FetchError("slow", f"it took longer than {self._total_seconds:.0f} seconds in all")
        try:
            with self._watchdog.deadline(left):
                if self._proxied:
                    port = parts[1] or (443 if url.startswith("https:") else 80)
                    self._admission.vet(parts[0], port, self._resolver)
                answer = self._pools.request(
                    "GET",
                    url,
                    headers=dict(headers),
                    redirect=False,
                    preload_content=False,
                    decode_content=False,
                    pool_timeout=left,
                )
                return self._read(answer, url, end)
        except RefusedAddressError as error:
            raise FetchError("refused", str(error)) from error
        except (HTTPError, OSError, ValueError) as error:
            if time.monotonic() >= end:
                detail = f"it took longer than {self._total_seconds:.0f} seconds in all"
                raise FetchError("slow", detail) from error
            raise _explained(error) from error

    def _read(self, answer: BaseHTTPResponse, url: str, end: float) -> tuple[Response, str | None]:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        try:
            if answer.status in _REDIRECTING and "location" in headers:
                # What else a redirect says is not worth reading; the connection goes back closed.
                answer.close()
                return Response(answer.status, url, headers), headers["location"]
            body = self._body(answer, headers, end)
        except BaseException:
            answer.close()
            raise
        finally:
            answer.release_conn()
        return Response(answer.status, url, headers, body), None

    def _body(self, answer: BaseHTTPResponse, headers: Mapping[str, str], end: float) -> bytes:
        encoding = headers.get("content-encoding", "").strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip"):
            raise FetchError("encoding", f'it is packed as "{encoding[:40]}", though only gzip was asked for')
        body = bytearray()
        while chunk := answer.read1(_CHUNK_BYTES, decode_content=True):
            body += chunk
            if len(body) > self._size_bytes:
                raise FetchError("size", f"it is larger than {self._size_bytes // 1024 // 1024} MB")
            if time.monotonic() >= end:
                raise FetchError("slow", f"it took longer than {self._total_seconds:.0f} seconds in all")
        return bytes(body)


def user_agent(hub: Hub) -> str:
    """How the hub introduces itself to other people's servers: its name, its version, where to ask."""
    name = "".join(c if c.isascii() and c.isalnum() else "-" for c in hub.site_name).strip("-") or "hub"
    contact = hub.voices.fetch.contact or hub.site_url
    agent = f"{name} Voices/{__version__} (+{contact})"
    return "".join(c for c in agent if c.isascii() and c.isprintable())


def _conditions(validators: Validators) -> dict[str, str]:
    named = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in named.items() if value}


def _checked(url: str) -> tuple[str, int | None]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise FetchError("address", f"{url[:200]} is not an address") from None
    if parts.scheme not in ("http", "https") or not host:
        raise FetchError("address", f"{url[:200]} is not an http or https address")
    if parts.username is not None:
        raise FetchError("address", "the address holds a user name or a password")
    return host, port


def _target(url: str, location: str) -> str:
    try:
        parts = urlsplit(urljoin(url, location.strip()))
    except ValueError:
        raise FetchError("address", f"it redirects to {location[:200]}, which is not an address") from None
    return urlunsplit(parts._replace(fragment=""))


def _explained(error: Exception) -> FetchError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, RefusedAddressError):
            return FetchError("refused", str(cause))
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, SSLError):
        return FetchError("certificate", f"its certificate is not valid ({error})")
    if isinstance(error, ConnectTimeoutError | NewConnectionError):
        return FetchError("unreachable", "its server could not be reached")
    if isinstance(error, ReadTimeoutError | TimeoutError):
        return FetchError("slow", "its server stopped answering")
    if isinstance(error, DecodeError):
        return FetchError("encoding", "what it sent could not be unpacked")
    if isinstance(error, LocationParseError | ValueError):
        return FetchError("address", f"it is not an address that can be asked ({error})")
    return FetchError("cut", "its server cut the connection")

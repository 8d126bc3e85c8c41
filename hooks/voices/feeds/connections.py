"""Connections that go to vetted addresses only and end at a deadline, for urllib3.

Comes in: a host name and an ``Admission``. Goes out: a connected socket. A watchdog ends what drips: a timeout of the
socket alone begins anew with each byte, so a header sent a letter at a time would hold a connection for hours.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any, cast

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager, ProxyManager, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from voices.feeds.addresses import Admission, Resolve, resolve

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0


class Watchdog:
    """Shuts the sockets of requests that outlive their deadline; one thread for all of them."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._watched: dict[int, tuple[float, HTTPConnection | None]] = {}
        self._thread: threading.Thread | None = None
        self._closed = False
        self._here = threading.local()

    @contextlib.contextmanager
    def deadline(self, seconds: float) -> Iterator[None]:
        """Everything this thread opens inside the block is shut after ``seconds``."""
        key = threading.get_ident()
        with self._condition:
            self._watched[key] = (time.monotonic() + seconds, None)
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, name="voices-deadlines", daemon=True)
                self._thread.start()
            self._condition.notify()
        try:
            yield
        finally:
            with self._condition:
                self._watched.pop(key, None)

    def opened(self, connection: HTTPConnection) -> None:
        """Take note of the connection this thread is using now."""
        with self._condition:
            end, _ = self._watched.get(threading.get_ident(), (0.0, None))
            if end:
                self._watched[threading.get_ident()] = (end, connection)

    def close(self) -> None:
        """End the thread."""
        with self._condition:
            self._closed = True
            self._condition.notify()
        if self._thread is not None:
            self._thread.join()

    def _watch(self) -> None:
        with self._condition:
            while not self._closed:
                now = time.monotonic()
                for key, (end, connection) in list(self._watched.items()):
                    if end <= now:
                        del self._watched[key]
                        _shut(connection)
                ends = [end for end, _ in self._watched.values()]
                self._condition.wait(max(0.0, min(ends) - now) if ends else None)


def pools(admission: Admission, watchdog: Watchdog, proxy: str = "", resolver: Resolve = resolve) -> PoolManager:
    """A pool manager with one connection a host; redirects, retries and cookies are not its business."""

    class Vetted(HTTPConnection):
        """Connects only where the admission lets it, and tells the watchdog before it waits for anybody."""

        def _new_conn(self) -> socket.socket:
            return _connect(self, admission, resolver)

        def request(self, *args: Any, **kwargs: Any) -> None:
            watchdog.opened(self)
            super().request(*args, **kwargs)

        def connect(self) -> None:
            watchdog.opened(self)
            super().connect()

    class VettedSecure(Vetted, HTTPSConnection):
        """The same over TLS, which comes after the connection."""

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Vetted

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = VettedSecure

    options: dict[str, Any] = {
        "num_pools": 64,
        "maxsize": 1,
        "block": True,
        "retries": False,
        "timeout": Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
    }
    if proxy:
        # The proxy was named by the settings and may be inside; the hosts behind it are vetted by the client.
        return ProxyManager(proxy, **options)
    manager = PoolManager(**options)
    manager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
    return manager


def _connect(connection: HTTPConnection, admission: Admission, resolver: Resolve) -> socket.socket:
    host = cast("str", getattr(connection, "_dns_host", connection.host))
    try:
        answers = admission.vet(host.strip("[]"), connection.port, resolver)
    except OSError as error:
        raise NewConnectionError(connection, f"the name {host} is not known ({error})") from error
    timed_out, why = False, ""
    for answer in answers[:4]:
        try:
            made = socket.create_connection((answer, connection.port), CONNECT_SECONDS)
        except OSError as error:
            # The exception itself would keep the connection alive through its traceback.
            timed_out, why = isinstance(error, TimeoutError), str(error)
        else:
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return made
    if timed_out:
        raise ConnectTimeoutError(connection, f"{host} took no connection within {CONNECT_SECONDS:.0f} seconds")
    raise NewConnectionError(connection, f"{host} took no connection ({why})")


def close_pools(manager: PoolManager) -> None:
    """Close every connection now; urllib3 leaves that to the garbage collector."""
    for key in manager.pools.keys():  # noqa: SIM118 - a container without iteration of its own
        pool = manager.pools.get(key)
        if pool is not None:
            pool.close()
    manager.clear()


def _shut(connection: HTTPConnection | None) -> None:
    made = getattr(connection, "sock", None)
    if isinstance(made, socket.socket):
        with contextlib.suppress(OSError):
            socket.socket.shutdown(made, socket.SHUT_RDWR)

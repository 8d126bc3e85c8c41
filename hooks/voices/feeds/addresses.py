"""Which addresses a fetch may reach: the public internet, and what the settings admit.

Comes in: host names and ``fetch.allow_hosts``. Goes out: addresses that were vetted, for the connection to use as they
are, so that a name can't change its answer between the check and the connection. Sending requests is left to ``client``.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Iterable
from queue import Empty, SimpleQueue

from msgspec import Struct

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolve = Callable[[str, int], list[str]]
"""Host and port → the addresses the name stands for, as text. Raises OSError."""
RESOLVE_SECONDS = 5.0

# ``is_global`` counts these as public, though they lead to groups, to translators or to whatever they wrap.
_DENIED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/23",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",
        "ff00::/8",
        "::/96",
    )
)


class RefusedAddressError(Exception):
    """An address a fetch does not connect to; the message says which and why."""


def resolve(host: str, port: int) -> list[str]:
    """The addresses of ``host`` in the resolver's order, each once.

    Raises OSError, and TimeoutError after ``RESOLVE_SECONDS``: the system's resolver knows no deadline and can't be stopped,
    so it is asked in a thread that is left to itself once nobody waits any more.
    """
    said: SimpleQueue[list[str] | OSError | ValueError] = SimpleQueue()

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, ValueError) as error:
            said.put(error)
        else:
            said.put(list(dict.fromkeys(str(answer[4][0]) for answer in answers)))

    threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
    try:
        answer = said.get(timeout=RESOLVE_SECONDS)
    except Empty:
        raise TimeoutError(f"no name server said within {RESOLVE_SECONDS:.0f} seconds") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def is_public(address: Address) -> bool:
    """Whether the address is one that anyone on the internet could reach, whatever it is wrapped in."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return address.is_global and not any(
        address.version == network.version and address in network for network in _DENIED
    )


class Admission(Struct, frozen=True):
    """What ``fetch.allow_hosts`` admits beyond the public internet: names, addresses and networks."""

    names: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    @classmethod
    def of(cls, allow_hosts: Iterable[str]) -> Admission:
        """Read the setting; what isn't an address or a network is a name."""
        names: set[str] = set()
        networks: list[Network] = []
        for entry in allow_hosts:
            try:
                networks.append(ipaddress.ip_network(entry.strip("[] "), strict=False))
            except ValueError:
                names.add(_plain(entry))
        return cls(frozenset(names), tuple(networks))

    def admits(self, host: str, address: Address) -> bool:
        """Whether a connection to ``address``, asked for under the name ``host``, is allowed."""
        if _plain(host) in self.names or is_public(address):
            return True
        plain = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
        return any(
            candidate.version == network.version and candidate in network
            for candidate in (address, *((plain,) if plain else ()))
            for network in self.networks
        )

    def vet(self, host: str, port: int, resolve: Resolve = resolve) -> list[str]:
        """The addresses to connect to. Raises RefusedAddressError if *any* answer is refused, OSError if there is none."""
        answers = resolve(host, port)
        for answer in answers:
            try:
                address = ipaddress.ip_address(answer.partition("%")[0])
            except ValueError:
                raise RefusedAddressError(f"{host} leads to {answer}, which is no address") from None
            if not self.admits(host, address):
                raise RefusedAddressError(f"{host} leads to {address}, which is not on the public internet")
        if not answers:
            raise OSError(f"{host} has no address")
        return answers


def _plain(host: str) -> str:
    return host.strip().rstrip(".").lower()

"""Which addresses a fetch may reach, with every known trick; checked on the connection itself."""

from __future__ import annotations

import ipaddress
import threading

import pytest
from feedworld import Place, entry

from voices.feeds import addresses
from voices.feeds.addresses import Admission, RefusedAddressError, is_public
from voices.feeds.client import Client, FetchError
from voices.model import FeedSource

PRIVATE = [
    "127.0.0.1",
    "127.255.255.254",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "0.0.0.0",
    "100.64.0.1",
    "100.127.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "192.88.99.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::808:808",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2002:808:808::",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
    "fec0::1",
    "::127.0.0.1",
    "100::1",
    "3fff::1",
    "5f00::1",
]
PUBLIC = [
    "8.8.8.8",
    "1.1.1.1",
    "93.184.215.14",
    "172.32.0.1",
    "100.63.255.255",
    "::ffff:8.8.8.8",
    "2606:4700:4700::1111",
    "2a00:1450:4001::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_this_address_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_this_address_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def vet(answers: list[str], *allowed: str, host: str = "jane.example") -> list[str]:
    return Admission.of(allowed).vet(host, 443, lambda _host, _port: answers)


def test_one_bad_address_among_good_ones_refuses_the_name() -> None:
    assert vet(["8.8.8.8", "1.1.1.1"]) == ["8.8.8.8", "1.1.1.1"]
    with pytest.raises(
        RefusedAddressError, match=r"jane\.example leads to 10\.0\.0\.1, which is not on the public internet"
    ):
        vet(["8.8.8.8", "10.0.0.1"])


@pytest.mark.parametrize("answers", [["fe80::1%eth0"], ["not an address"], ["1.2.3"]])
def test_an_answer_with_a_zone_or_without_sense_is_refused(answers: list[str]) -> None:
    with pytest.raises(RefusedAddressError):
        vet(answers)


def test_no_answer_is_no_address() -> None:
    with pytest.raises(OSError, match="has no address"):
        vet([])


@pytest.mark.parametrize(
    "allowed",
    [["10.0.0.1"], ["10.0.0.0/8"], ["jane.example"], ["JANE.example."], ["10.9.9.9/8"], ["10.0.0.0/8", "junk / x"]],
)
def test_hosts_addresses_and_networks_are_admitted(allowed: list[str]) -> None:
    assert vet(["10.0.0.1"], *allowed) == ["10.0.0.1"]


def test_an_admitted_network_holds_for_mapped_addresses_and_ipv6_too() -> None:
    assert vet(["::ffff:10.0.0.1"], "10.0.0.0/8") == ["::ffff:10.0.0.1"]
    assert vet(["fd00::1"], "[fd00::]/8", "fd00::/8") == ["fd00::1"]


def test_what_is_admitted_admits_nothing_else() -> None:
    for allowed in (["10.0.0.2"], ["other.example"], ["sub.jane.example"], ["example"], ["fd00::/8"]):
        with pytest.raises(RefusedAddressError):
            vet(["10.0.0.1"], *allowed)


def test_dns_that_changes_between_check_and_connect_is_asked_once_and_taken_at_its_word(place: Place) -> None:
    """The answer that was vetted is the address connected to; a second answer is never asked for."""
    answers = iter([["127.0.0.1"], ["127.0.0.99"]])
    asked: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    place.blog("/feed.xml", entry("A"), host="jane.test")
    place.fetch(resolver=resolver)
    assert asked == ["jane.test"]
    assert place.published() == ["A"]
    assert place.server.requests[0][1]["host"].startswith("jane.test:")


def test_a_name_that_turns_inward_later_is_refused_then(place: Place) -> None:
    place.settings["fetch"] = {"allow_hosts": ["127.0.0.1"]}
    turned = Client("test", Admission.of(["127.0.0.1"]), resolver=lambda _h, _p: ["127.0.0.1", "10.0.0.1"])
    with turned as client, pytest.raises(FetchError) as refused:
        client.get(place.server.url("/", "jane.test"))
    assert refused.value.reason == "refused"
    assert place.server.requests == []


@pytest.mark.parametrize(
    "written", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::ffff:7f00:1]", "[::1]", "0"]
)
def test_notations_that_hide_an_inner_address_lead_nowhere(place: Place, written: str) -> None:
    place.settings["fetch"] = {"allow_hosts": ["192.0.2.1"]}
    place.author("jane", FeedSource(f"http://{written}:{place.server.server_port}/feed.xml"))
    assert place.fetch().outcomes[0].reason in ("refused", "unreachable")
    assert place.server.requests == []


def test_a_name_server_that_never_says_anything_is_not_waited_for(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    silence = threading.Event()
    monkeypatch.setattr(addresses, "RESOLVE_SECONDS", 0.01)
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_, **__: silence.wait() and [])
    place.author("jane", FeedSource("https://jane.test/feed.xml"))
    try:
        outcome = place.fetch(resolver=addresses.resolve).outcomes[0]
    finally:
        silence.set()
    assert outcome.reason == "unreachable"


def test_a_name_that_can_be_no_name_is_said_to_be_none() -> None:
    with pytest.raises((OSError, ValueError)):
        addresses.resolve("a" * 80 + ".test", 80)


def test_when_the_first_address_takes_no_connection_the_next_is_tried(place: Place) -> None:
    place.blog("/feed.xml", entry("A"), host="jane.test")
    place.fetch(resolver=lambda _host, _port: ["127.0.0.77", "127.0.0.1"])
    assert place.published() == ["A"]

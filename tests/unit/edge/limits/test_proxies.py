"""Where a call comes from."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.edge.limits.proxies import Proxies, peer_of_grpc

PROXIES = Proxies([ip_network("10.0.0.0/8"), ip_network("fd00::/8")])
STRANGER = "203.0.113.9"


@pytest.mark.parametrize(
    ("peer", "forwarded_for", "client"),
    [
        (STRANGER, "", STRANGER),
        (STRANGER, "198.51.100.1", STRANGER),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", STRANGER, STRANGER),
        ("10.0.0.1", f"198.51.100.1, {STRANGER}", STRANGER),
        ("10.0.0.1", f"{STRANGER}, 10.2.3.4", STRANGER),
        ("10.0.0.1", f"198.51.100.1, {STRANGER}, 10.2.3.4", STRANGER),
        ("10.0.0.1", "10.9.9.9, 10.2.3.4", "10.9.9.9"),
        ("10.0.0.1", f"{STRANGER}:4711", STRANGER),
        ("fd00::1", "[2001:db8::7]:4711", "2001:db8::7"),
        ("10.0.0.1", f"unknown, {STRANGER}", STRANGER),
        ("10.0.0.1", "_hidden", "10.0.0.1"),
        ("::ffff:10.0.0.1", STRANGER, STRANGER),
    ],
)
def test_the_nearest_address_that_is_none_of_ours(peer, forwarded_for, client):
    assert PROXIES.client_of(peer, forwarded_for) == client


@given(st.text(max_size=60))
def test_whatever_a_stranger_says_of_itself_it_is_the_stranger(said):
    assert PROXIES.client_of(STRANGER, said) == STRANGER


@given(st.text(max_size=60))
def test_whatever_stands_before_a_strangers_address_is_the_strangers_word(said):
    assert PROXIES.client_of("10.0.0.1", f"{said},{STRANGER}") == STRANGER


@given(st.ip_addresses().filter(lambda one: getattr(one, "ipv4_mapped", None) is None))
def test_the_peer_of_a_grpc_call_is_its_address(address):
    host = f"ipv4:{address}" if address.version == 4 else f"ipv6:%5B{address}%5D"
    assert ip_address(peer_of_grpc(f"{host}:50051")) == address


def test_a_peer_without_an_address_is_what_it_says():
    assert peer_of_grpc("unix:/run/edge.sock") == "unix:/run/edge.sock"

"""Which addresses webhooks may go to, in every way in which one can be written."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.addresses import may_be_called, networks

_ANY_4, _ANY_6 = st.ip_addresses(v=4), st.ip_addresses(v=6)
_INSIDE = [
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "168.63.129.16",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.168.1.1", "198.18.0.1", "224.0.0.1",
    "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "100::1", "5f00::1",
    "2001::1", "2001:db8::1", "3fff::1", "64:ff9b:1::a9fe:a9fe",
]  # fmt: skip


@pytest.mark.parametrize("address", _INSIDE)
def test_what_is_inside_or_special_is_not_called(address):
    assert not may_be_called(ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.215.14", "172.32.0.1", "2606:4700::1111", "2a00:1450::200e"])
def test_what_is_public_is_called(address):
    assert may_be_called(ip_address(address))


@given(st.one_of(_ANY_4, _ANY_6))
def test_what_is_called_is_global_by_pythons_registry_too(address):
    """Python's is another reading of the same registries; NAT64 and 6to4 are judged by what they lead to."""
    if may_be_called(address) and not _embeds(address):
        assert address.is_global and not address.is_multicast and not address.is_reserved


@given(_ANY_4)
def test_an_ipv4_address_is_the_same_in_each_of_its_ipv6_forms(address: IPv4Address):
    number = int(address)
    forms = [
        IPv6Address(f"::ffff:{address}"),
        IPv6Address(f"64:ff9b::{address}"),
        IPv6Address((0x2002 << 112) | (number << 80) | 1),
        IPv6Address((0x2606_4700 << 96) | (0x5EFE << 32) | number),
    ]
    assert {may_be_called(form) for form in forms} == {may_be_called(address)}


@given(st.one_of(_ANY_4, _ANY_6), st.data())
def test_an_allowed_network_lets_its_own_through_and_nobody_else(address, data):
    network = ip_network((address, data.draw(st.integers(8, address.max_prefixlen))), strict=False)
    other = data.draw(st.ip_addresses(v=address.version))
    assert may_be_called(address, (network,))
    if other not in network and not _embeds(other):
        assert may_be_called(other, (network,)) == may_be_called(other)


def test_an_allowed_network_is_meant_in_its_mapped_form_too():
    assert may_be_called(ip_address("::ffff:10.1.2.3"), networks("10.0.0.0/8, fd00::/8"))
    assert not may_be_called(ip_address("::ffff:192.168.2.3"), networks("10.0.0.0/8, fd00::/8"))


def _embeds(address) -> bool:
    if address.version == 4:
        return False
    isatap = (int(address) >> 32) & 0xFFFFFFFF in (0x5EFE, 0x02005EFE)
    return bool(address.ipv4_mapped or address.sixtofour or isatap) or address in ip_network("64:ff9b::/96")

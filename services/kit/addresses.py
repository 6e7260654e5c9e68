"""Which addresses a stranger's URL may lead us to: public ones, and those of networks that the deployment names.

IANA's registries of special-purpose addresses (RFC 6890) as of 2026, written out here: what `ipaddress` calls global
has changed with releases of Python, and is true of multicast. An IPv6 address that stands for an IPv4 one is judged by
that one.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NOT_PUBLIC_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by the customers of a carrier; some clouds keep their metadata there
        "127.0.0.0/8",
        "168.63.129.16/32",  # public by number, but inside of Azure its host answers there
        "169.254.0.0/16",  # link-local: the metadata of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocol assignments, NAT64's discovery, Oracle's metadata
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and the broadcast address
    )
)
# Of IPv6 nothing is public but what has been given out as global unicast, without these.
_GLOBAL_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
        "2001:db8::/32",
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)
_MAPPED = IPv6Network("::ffff:0:0/96")
_NAT64 = IPv6Network("64:ff9b::/96")
_6TO4 = IPv6Network("2002::/16")
# ISATAP puts an IPv4 address behind these, in whatever network.
_ISATAP = (0x00005EFE, 0x02005EFE)


def networks(text: str) -> tuple[Network, ...]:
    """`10.0.0.0/8, fd00::/8`. Raises ValueError."""
    return tuple(ip_network(one.strip()) for one in text.split(",") if one.strip())


def is_of_this_network(name: str, allowed: Sequence[Network] = ()) -> bool:
    """Whether a host's name means something here alone, so that nothing public can stand behind it."""
    return not allowed and ("." not in name or name.endswith(".localhost"))


def may_be_called(address: Address, allowed: Sequence[Network] = ()) -> bool:
    """Whether it is public, or of an allowed network."""
    told = _ipv4_of(address) or address
    if any(one in network for network in allowed for one in (address, told) if one.version == network.version):
        return True
    if isinstance(told, IPv4Address):
        return not any(told in network for network in _NOT_PUBLIC_4)
    return told in _GLOBAL_6 and not any(told in network for network in _NOT_PUBLIC_6)


def _ipv4_of(address: Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one leads to."""
    if isinstance(address, IPv4Address):
        return None
    number = int(address)
    if address in _MAPPED or address in _NAT64 or (number >> 32) & 0xFFFFFFFF in _ISATAP:
        return IPv4Address(number & 0xFFFFFFFF)
    return IPv4Address((number >> 80) & 0xFFFFFFFF) if address in _6TO4 else None


def literal(host: str) -> Address | None:
    """The address that a host is, without brackets; None for a name. Raises ValueError for a zone (`fe80::1%eth0`)."""
    if "%" in host:
        raise ValueError("an address of a zone of this machine")
    try:
        return ip_address(host)
    except ValueError:
        return None

"""Where a call comes from: the peer's own address, or what a proxy that we trust says of it."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address
from urllib.parse import unquote


class Proxies:
    """Those whose word counts."""

    def __init__(self, networks: Iterable[IPv4Network | IPv6Network]) -> None:
        self._networks = tuple(networks)

    def client_of(self, peer: str, forwarded_for: str) -> str:
        """The nearest address on the way that is none of ours. Each proxy adds the one that it heard the call from at
        the end of X-Forwarded-For; what stands before the word of a stranger is the stranger's invention."""
        if not self._networks or not forwarded_for or not self.trusts(peer):
            return peer
        client = peer
        for said in reversed(forwarded_for.split(",")):
            address = _bare(said.strip())
            if address is None:
                break
            client = address
            if not self.trusts(client):
                break
        return client

    def trusts(self, peer: str) -> bool:
        """Whether the peer is one of them."""
        address = _bare(peer) if self._networks else None
        return address is not None and any(ip_address(address) in network for network in self._networks)


def peer_of_grpc(peer: str) -> str:
    """The address in `ipv4:127.0.0.1:4711` or `ipv6:%5B::1%5D:4711`."""
    return _bare(unquote(peer.partition(":")[2])) or peer


def _bare(text: str) -> str | None:
    """The address without a port or brackets, in its one spelling; None where there is none."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return str(getattr(found, "ipv4_mapped", None) or found)

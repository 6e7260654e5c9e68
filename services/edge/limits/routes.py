"""Calls that have a limit of their own."""

from __future__ import annotations

from collections.abc import Iterable

from google.protobuf.descriptor import ServiceDescriptor
from heliodesk.common.v1 import access_pb2 as pb

from services.kit.settings import BadSetting


def declared(services: Iterable[ServiceDescriptor]) -> dict[str, int]:
    """The routes that have a limit by the contracts (`calls_per_second`)."""
    methods = (method for service in services for method in service.methods)
    said = {method.full_name: method.GetOptions().Extensions[pb.access].calls_per_second for method in methods}
    return {name: rate for name, rate in said.items() if rate}


def check_routes(services: Iterable[ServiceDescriptor], routes: Iterable[str]) -> None:
    """Raises BadSetting where one of them is no call of these services."""
    known = {method.full_name for service in services for method in service.methods}
    if unknown := sorted(set(routes) - known):
        raise BadSetting(f"a limit is set for {unknown[0]}, which is no call (docs/permissions.md lists them)")

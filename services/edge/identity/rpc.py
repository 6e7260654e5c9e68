"""KeyService: the API keys of a shop's systems."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from google.protobuf.message import Message
from heliodesk.identity.v1 import key_service_pb2 as pb

from services.edge.access.rules import SCOPES
from services.edge.identity.api_key import DEFAULT_OVERLAP
from services.edge.identity.caller import EVERY_SCOPE
from services.edge.identity.kept_keys import KeptKey, KeptKeys
from services.kit.convert import to_proto
from services.kit.errors import refused_field
from services.kit.instants import from_timestamp, to_timestamp
from services.kit.rpc import Call

KEY_SERVICE = pb.DESCRIPTOR.services_by_name["KeyService"]


class KeyServicer:
    """heliodesk.identity.v1.KeyService."""

    def __init__(self, keys: KeptKeys) -> None:
        self._keys = keys

    async def CreateKey(self, request: pb.CreateKeyRequest, call: Call) -> pb.CreateKeyResponse:
        made, shown = await asyncio.to_thread(
            self._keys.create,
            call.tenant,
            call.command_id,
            request.name,
            _known_scopes(request.scopes),
            _expiry(request),
            request.created_by,
        )
        return pb.CreateKeyResponse(key=self._shown(made), api_key=shown)

    async def ListKeys(self, request: pb.ListKeysRequest, call: Call) -> pb.ListKeysResponse:
        found, following = await asyncio.to_thread(self._keys.page, call.tenant, request.page_size, request.cursor)
        return pb.ListKeysResponse(keys=[self._shown(one) for one in found], next_cursor=following)

    async def RotateKey(self, request: pb.RotateKeyRequest, call: Call) -> pb.RotateKeyResponse:
        given = request.HasField("overlap_seconds")
        made, shown, old = await asyncio.to_thread(
            self._keys.rotate,
            call.tenant,
            call.command_id,
            request.key_id,
            timedelta(seconds=request.overlap_seconds) if given else DEFAULT_OVERLAP,
            _expiry(request),
            request.rotated_by,
        )
        return pb.RotateKeyResponse(key=self._shown(made), api_key=shown, replaced=self._shown(old))

    async def RevokeKey(self, request: pb.RevokeKeyRequest, call: Call) -> pb.RevokeKeyResponse:
        kept = await asyncio.to_thread(self._keys.revoke, call.tenant, request.key_id, request.revoked_by)
        return pb.RevokeKeyResponse(key=self._shown(kept))

    def _shown(self, kept: KeptKey) -> pb.ApiKey:
        key = to_proto(kept.key, pb.ApiKey)
        key.status = pb.ApiKeyStatus.Value(f"API_KEY_STATUS_{kept.key.status_at(self._keys.now()).name}")
        if kept.last_used_at is not None:
            key.last_used_at.CopyFrom(to_timestamp(kept.last_used_at))
        return key


def _expiry(request: Message) -> datetime | None:
    return from_timestamp(request.expires_at) if request.HasField("expires_at") else None


def _known_scopes(scopes: Sequence[str]) -> tuple[str, ...]:
    """Each once. Raises Refused."""
    for place, scope in enumerate(scopes):
        if scope not in SCOPES and scope != EVERY_SCOPE:
            raise refused_field("UNKNOWN_SCOPE", f"scopes.{place}", f"there is no scope {scope}")
    return tuple(sorted(set(scopes)))

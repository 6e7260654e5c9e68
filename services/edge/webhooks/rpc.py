"""WebhookService."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from heliodesk.webhooks.v1 import service_pb2 as pb

from services.edge.webhooks.changing import Changing
from services.edge.webhooks.deliveries import Deliveries
from services.edge.webhooks.documents import list_endpoints
from services.edge.webhooks.domain.delivery import Delivery
from services.edge.webhooks.domain.endpoint import Endpoint, existing
from services.edge.webhooks.domain.words import DeliveryStatus
from services.edge.webhooks.trying import example_for
from services.edge.webhooks.views import delivery_shown, endpoint_shown
from services.kit.clock import Clock
from services.kit.convert import from_proto
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import document_id
from services.kit.instants import from_timestamp
from services.kit.rpc import Call
from services.kit.store import Store

_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class _Filter:
    """None: all."""

    status: DeliveryStatus | None


class WebhookServicer:
    """heliodesk.webhooks.v1.WebhookService."""

    def __init__(self, changing: Changing, store: Store[Endpoint], deliveries: Deliveries, clock: Clock) -> None:
        self._changing = changing
        self._store = store
        self._deliveries = deliveries
        self._clock = clock

    async def CreateEndpoint(self, request: pb.CreateEndpointRequest, call: Call) -> pb.CreateEndpointResponse:
        made, secret = await self._changing.create(call, request.url, request.types, request.description)
        return pb.CreateEndpointResponse(endpoint=endpoint_shown(made), secret=secret)

    async def ListEndpoints(self, request: pb.ListEndpointsRequest, call: Call) -> pb.ListEndpointsResponse:
        found = await asyncio.to_thread(list_endpoints, self._store.database, call.tenant)
        return pb.ListEndpointsResponse(endpoints=[endpoint_shown(one) for one in found])

    async def GetEndpoint(self, request: pb.GetEndpointRequest, call: Call) -> pb.GetEndpointResponse:
        return pb.GetEndpointResponse(endpoint=endpoint_shown(await self._endpoint(call, request.endpoint_id)))

    async def UpdateEndpoint(self, request: pb.UpdateEndpointRequest, call: Call) -> pb.UpdateEndpointResponse:
        after = await self._changing.update(call, request.endpoint_id, request.url, request.types, request.description)
        return pb.UpdateEndpointResponse(endpoint=endpoint_shown(after))

    async def DeleteEndpoint(self, request: pb.DeleteEndpointRequest, call: Call) -> pb.DeleteEndpointResponse:
        await self._changing.delete(call, request.endpoint_id)
        return pb.DeleteEndpointResponse()

    async def RotateSecret(self, request: pb.RotateSecretRequest, call: Call) -> pb.RotateSecretResponse:
        seconds = request.overlap_seconds if request.HasField("overlap_seconds") else _DAY
        after, secret = await self._changing.rotate(call, request.endpoint_id, timedelta(seconds=seconds))
        return pb.RotateSecretResponse(endpoint=endpoint_shown(after), secret=secret)

    async def EnableEndpoint(self, request: pb.EnableEndpointRequest, call: Call) -> pb.EnableEndpointResponse:
        return pb.EnableEndpointResponse(
            endpoint=endpoint_shown(await self._changing.enable(call, request.endpoint_id))
        )

    async def DisableEndpoint(self, request: pb.DisableEndpointRequest, call: Call) -> pb.DisableEndpointResponse:
        return pb.DisableEndpointResponse(
            endpoint=endpoint_shown(await self._changing.disable(call, request.endpoint_id))
        )

    async def SendTest(self, request: pb.SendTestRequest, call: Call) -> pb.SendTestResponse:
        endpoint = await self._endpoint(call, request.endpoint_id, enabled=True)
        made = example_for(endpoint, request.type, call, self._clock.now())
        await asyncio.to_thread(self._deliveries.add, [made])
        return pb.SendTestResponse(delivery=delivery_shown(made[0]))

    async def ListDeliveries(self, request: pb.ListDeliveriesRequest, call: Call) -> pb.ListDeliveriesResponse:
        endpoint = await self._endpoint(call, request.endpoint_id)
        key, status = document_id(call.tenant, endpoint.endpoint_id), from_proto(request, _Filter).status
        found, following = await asyncio.to_thread(
            self._deliveries.page, key, status, request.page_size, request.cursor
        )
        return pb.ListDeliveriesResponse(deliveries=[delivery_shown(one) for one in found], next_cursor=following)

    async def ReplayFailed(self, request: pb.ReplayFailedRequest, call: Call) -> pb.ReplayFailedResponse:
        endpoint = await self._endpoint(call, request.endpoint_id, enabled=True)
        key, since = document_id(call.tenant, endpoint.endpoint_id), from_timestamp(request.since)
        count = await asyncio.to_thread(self._deliveries.replay_failed, key, since, self._clock.now())
        return pb.ReplayFailedResponse(count=count)

    async def GetDelivery(self, request: pb.GetDeliveryRequest, call: Call) -> pb.GetDeliveryResponse:
        delivery, body = await self._delivery(call, request.delivery_id)
        return pb.GetDeliveryResponse(delivery=delivery_shown(delivery), body=body.decode())

    async def ReplayDelivery(self, request: pb.ReplayDeliveryRequest, call: Call) -> pb.ReplayDeliveryResponse:
        delivery, _ = await self._delivery(call, request.delivery_id, enabled=True)
        await asyncio.to_thread(self._deliveries.replay, delivery, self._clock.now())
        again, _ = await self._delivery(call, request.delivery_id)
        return pb.ReplayDeliveryResponse(delivery=delivery_shown(again))

    async def _endpoint(self, call: Call, endpoint_id: str, *, enabled: bool = False) -> Endpoint:
        """Raises Refused where there is none, or it has to be `enabled` and isn't; Away."""
        found = existing(await asyncio.to_thread(self._store.get, document_id(call.tenant, endpoint_id)))
        if enabled and not found.enabled:
            message = "nothing is sent to an endpoint that is disabled: enable it first"
            raise Refused("ENDPOINT_DISABLED", message, RefusalKind.FAILED_PRECONDITION)
        return found

    async def _delivery(self, call: Call, delivery_id: str, *, enabled: bool = False) -> tuple[Delivery, bytes]:
        found = await asyncio.to_thread(self._deliveries.get, call.tenant, delivery_id)
        if found is None:
            raise Refused("DELIVERY_NOT_FOUND", "there is no such delivery", RefusalKind.NOT_FOUND)
        await self._endpoint(call, found[0].endpoint_id, enabled=enabled)
        return found

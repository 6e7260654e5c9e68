"""The calls about system messages."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from heliodesk.translation.v1 import render_service_pb2 as pb

from services.kit.convert import from_proto, to_proto
from services.kit.instants import from_timestamp
from services.kit.money import Money
from services.kit.rpc import Call
from services.translation.domain.rendering.locales import MARKETS
from services.translation.domain.rendering.messages import MESSAGES, SystemMessage, VariableKind
from services.translation.domain.rendering.values import Given, Moment, Value
from services.translation.domain.tone.names import NOBODY, PersonName
from services.translation.rendering.rendering import Rendered, Renderer


@dataclass(frozen=True, slots=True)
class _Asked:
    message: SystemMessage
    market: str
    language: str


class RenderServicer:
    """heliodesk.translation.v1.RenderService."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    async def Render(self, request: pb.RenderRequest, call: Call) -> pb.RenderResponse:
        asked, given = from_proto(request, _Asked), _given(request.variables)
        name = from_proto(request.name, PersonName) if request.HasField("name") else NOBODY
        # The shop's tone is asked of the store now and then.
        rendered = await asyncio.to_thread(
            self._renderer.render, call.tenant, asked.message, asked.market, asked.language, given, name
        )
        return pb.RenderResponse(rendered=_shown(rendered))

    async def PreviewSystemMessage(
        self, request: pb.PreviewSystemMessageRequest, call: Call
    ) -> pb.PreviewSystemMessageResponse:
        asked = from_proto(request, _Asked)
        rendered = await asyncio.to_thread(
            self._renderer.preview, call.tenant, asked.message, asked.market, asked.language
        )
        return pb.PreviewSystemMessageResponse(rendered=_shown(rendered))

    async def ListSystemMessages(
        self, request: pb.ListSystemMessagesRequest, call: Call
    ) -> pb.ListSystemMessagesResponse:
        return pb.ListSystemMessagesResponse(
            messages=[to_proto(one, pb.SystemMessageDeclaration) for one in MESSAGES.values()],
            markets=[pb.MessageMarket(market=market, locales=locales) for market, locales in MARKETS.items()],
        )


def _given(variables: Iterable[pb.VariableValue]) -> list[Given]:
    """The choice of the contract has the names of the kinds."""
    kinds = [VariableKind(one.WhichOneof("value")) for one in variables]
    return [Given(one.name, kind, _value(one, kind)) for one, kind in zip(variables, kinds, strict=True)]


def _value(variable: pb.VariableValue, kind: VariableKind) -> Value:
    match kind:
        case VariableKind.MONEY:
            return from_proto(variable.money, Money)
        case VariableKind.MOMENT:
            return Moment(from_timestamp(variable.moment.at), variable.moment.zone)
        case _:
            return getattr(variable, kind)


def _shown(rendered: Rendered) -> pb.RenderedMessage:
    direction = pb.TEXT_DIRECTION_RTL if rendered.rtl else pb.TEXT_DIRECTION_LTR
    return pb.RenderedMessage(
        subject=rendered.subject,
        body=rendered.body,
        locale=rendered.locale,
        direction=direction,
        fallback=rendered.fallback,
        tone_revision=rendered.tone_revision,
    )

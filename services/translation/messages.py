"""The messages of tickets: into which language each has to go, and what the translator makes of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from services.kit.telemetry import TRANSLATION_MESSAGES
from services.translation.domain.routing.policy import Policy
from services.translation.domain.translation import Direction, MessageTranslation, Outcome, Reason, Rendition
from services.translation.handlers import Finding
from services.translation.manners import formality_of
from services.translation.routing.routing import Routing
from services.translation.tone.keeper import ToneProfiles
from services.translation.translator import Translator, Wanted


class Messages:
    """`agent_language` is the deployment's, for shops that name none. Raises Away where the store is."""

    def __init__(self, translator: Translator, routing: Routing, profiles: ToneProfiles, agent_language: str) -> None:
        self._translator = translator
        self._routing = routing
        self._profiles = profiles
        self._agent_language = agent_language

    async def received(self, tenant: str, text: str) -> Finding:
        """A customer's, for the agents."""
        policy = await self._policy(tenant)
        rendition = await self._translator.translate(Wanted(tenant, text, self._language(policy)))
        _count(Direction.INBOUND, rendition.language, rendition)
        return Finding(rendition, policy.human_translator)

    async def replied(self, tenant: str, text: str, customer_language: str) -> Finding:
        """An agent's, for the customer. Where the language can't be told, an agent writes in the agents'."""
        policy = await self._policy(tenant)
        if not customer_language:
            unknown = Rendition(Outcome.UNTRANSLATED, None, "", reason=Reason.UNKNOWN_LANGUAGE)
            _count(Direction.OUTBOUND, None, unknown)
            return Finding(unknown, False)
        formality = await asyncio.to_thread(formality_of, self._profiles, tenant, customer_language)
        wanted = Wanted(tenant, text, customer_language, formality=formality)
        rendition = await self._translator.translate(wanted)
        if rendition.reason is Reason.UNKNOWN_LANGUAGE:
            rendition = await self._translator.translate(replace(wanted, source=self._language(policy)))
        _count(Direction.OUTBOUND, customer_language, rendition)
        return Finding(rendition, policy.human_translator)

    async def again(self, tenant: str, known: MessageTranslation) -> Finding | None:
        """One that an engine was away for; None while there is nobody to ask."""
        if known.language is None:
            return None
        if not await asyncio.to_thread(self._can_ask, tenant, known):
            return None
        if known.direction is Direction.OUTBOUND:
            return await self.replied(tenant, known.original, known.target_language)
        return await self.received(tenant, known.original)

    def _can_ask(self, tenant: str, known: MessageTranslation) -> bool:
        return bool(self._routing.route(tenant, known.language or "", known.target_language).candidates)

    async def _policy(self, tenant: str) -> Policy:
        return await asyncio.to_thread(self._routing.policy, tenant)

    def _language(self, policy: Policy) -> str:
        return policy.agent_language or self._agent_language


def _count(direction: Direction, customers: str | None, rendition: Rendition) -> None:
    """By the language without its script and region: there are few of those."""
    language = (customers or "").partition("-")[0]
    TRANSLATION_MESSAGES.labels(direction, language, rendition.outcome, rendition.reason or "").inc()

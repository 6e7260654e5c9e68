"""What chooses engines, in the words of a test: on a real store, with engines that do as they are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from services.kit.aggregate import Work
from services.kit.clock import HeldClock
from services.kit.errors import Refused
from services.kit.ids import new_id
from services.kit.rpc import Call
from services.kit.store import Store
from services.translation.domain.engine import Answer, Engine, Request
from services.translation.domain.routing.policy import EngineTerms, PolicySpec, RouteSpec
from services.translation.domain.routing.publishing import publish
from services.translation.domain.routing.status import EngineStatus
from services.translation.routing.documents import POLICIES, policy_id, published
from services.translation.routing.routing import Routing
from tests.support.scripted_engine import ScriptedEngine

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TENANT, OTHER = "kumo", "nordlicht"
HOLA = Request(("hola",), "es", "en")


class Office:
    """The routing of one process. Its clock shows NOON until it is moved; `seconds`, where a test sets it, is what its
    breakers go by."""

    def __init__(self, database: Any, *engines: Engine, seconds: float | None = None) -> None:
        self.time = HeldClock(NOON)
        self.seconds = seconds
        self.engines = engines or (ScriptedEngine("first"), ScriptedEngine("second"))
        held = {} if seconds is None else {"monotonic": lambda: self.seconds}
        self.routing = Routing(database, self.engines, self.time.now, **held)
        self.store = Store(database, POLICIES, "test", self.time.now)

    @property
    def first(self) -> Any:
        return self.engines[0]

    def publish(self, *terms: EngineTerms, tenant: str = TENANT, **routes: str) -> int:
        """`publish(EngineTerms("first", 100), **{"ja>*": "second first"})`: the number of the revision."""
        said = tuple(RouteSpec(pair, tuple(names.split())) for pair, names in routes.items())
        kept = self.store.get(policy_id(tenant))
        number = kept.newest.revision if kept is not None else 0
        names = self.routing.engine_names
        after = publish(kept, tenant, PolicySpec(said, terms), number, "", names, self.time.now())
        self.store.run_one(Work(policy_id(tenant), lambda before: published(before, after)), lambda pending: None)
        return number + 1

    def names(self, source: str = "es", target: str = "en", tenant: str = TENANT) -> list[str]:
        """Of the engines that may be asked now."""
        return [one.engine.name for one in self.routing.route(tenant, source, target).candidates]

    async def ask(
        self, *texts: str, place: int = 0, seconds: float = 5.0, tenant: str = TENANT, target: str = "en"
    ) -> Answer:
        """Asks the candidate that stands there in the route."""
        candidate = self.routing.route(tenant, "es", target).candidates[place]
        return await self.routing.ask(tenant, candidate, replace(HOLA, texts=texts or HOLA.texts), seconds)

    async def status(self, engine: str = "first", tenant: str = TENANT) -> EngineStatus:
        (found,) = [one for one in await self.routing.status(tenant) if one.engine == engine]
        return found


def a_call(tenant: str = TENANT, command_id: str = "") -> Call:
    return Call(tenant, command_id or new_id(), None, "", ())


def fields(refused: Refused) -> list[tuple[str, str]]:
    return [(one.field, one.reason) for one in refused.violations]

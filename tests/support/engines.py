"""The smallest engine behind translation's port; the real one's HTTP client is tested against Apertium itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from services.translation.domain import EngineAway


@dataclass(eq=False)
class ShoutingEngine:
    """It writes in capitals, unless it is away or made to fail. `asked` are the texts that it was brought; one that
    holds `breaks_on` makes it fall over."""

    does: set[tuple[str, str]]
    name: str = "shouting"
    available: bool = True
    failure: Exception | None = None
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    refreshed: int = 0
    breaks_on: str = ""

    def pairs(self) -> set[tuple[str, str]]:
        return self.does

    def go_away(self) -> None:
        self.failure = EngineAway(self.name, "switched off")

    def come_back(self) -> None:
        self.failure = None

    async def refresh(self) -> None:
        self.refreshed += 1
        self._answer()

    async def translate(self, text: str, source: str, target: str, timeout_s: float) -> str:
        self.asked.append((text, source, target))
        self._answer()
        if self.breaks_on and self.breaks_on in text:
            self.available = False
            raise EngineAway(self.name, "fell over")
        return text.upper()

    def _answer(self) -> None:
        self.available = not isinstance(self.failure, EngineAway)
        if self.failure:
            raise self.failure

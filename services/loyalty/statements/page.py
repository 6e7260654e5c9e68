"""A statement as a page, from which the PDF is made too."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from services.loyalty.domain.programme import Programme
from services.loyalty.domain.programme.offers import name_in
from services.loyalty.domain.statements.statement import Line, Statement
from services.loyalty.domain.statements.wording import said_of
from services.loyalty.statements.voices import Voice

# What people wrote is escaped, wherever it stands.
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


@dataclass(frozen=True, slots=True)
class Names:
    """What the programme calls things, in the voice's language."""

    programme: Programme
    voice: Voice

    def tier(self, tier_id: str) -> str:
        ladder = self.programme.spec.tiers
        names = next((one.names for one in ladder.tiers if one.tier_id == tier_id), ()) if ladder else ()
        return name_in(names, self.voice.language, tier_id)

    def reward(self, reward_id: str) -> str:
        reward = self.programme.reward(reward_id)
        return name_in(reward.names, self.voice.language, reward_id) if reward else reward_id

    def line(self, line: Line) -> str:
        """What is said of it."""
        said = said_of(line)
        names = dict(said.names)
        if "tier" in names:
            names["tier"] = self.tier(str(names["tier"]))
        if "reward" in names:
            names["reward"] = self.reward(str(names["reward"]))
        return self.voice.say(said.message, **names)


def html_of(statement: Statement, names: Names) -> str:
    voice = names.voice
    template = _TEMPLATES.get_template("statement.html.j2")
    return template.render(statement=statement, names=names, voice=voice, say=voice.say)

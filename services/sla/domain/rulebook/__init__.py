"""Calendars, teams, policies and on-call managers of a shop, in revisions."""

from services.sla.domain.rulebook.book import EMPTY, Rulebook
from services.sla.domain.rulebook.rules import NOTHING_SAID, Manager, Rules

__all__ = ["EMPTY", "NOTHING_SAID", "Manager", "Rulebook", "Rules"]

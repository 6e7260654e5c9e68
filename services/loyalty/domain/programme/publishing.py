"""How a programme changes: it is published whole, as a new revision. What has happened under a revision stays so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from services.kit.errors import RefusalKind, Refused
from services.loyalty.domain.programme.checking import check
from services.loyalty.domain.programme.programme import Programme
from services.loyalty.domain.programme.selecting import selector_of
from services.loyalty.domain.programme.specs import EarnRule, ProgrammeSpec


@dataclass(frozen=True, slots=True)
class Revision:
    """`revision` counts from 1; it is in force from `published_at` (UTC) on."""

    revision: int
    published_at: datetime
    note: str
    programme: ProgrammeSpec

    @property
    def compiled(self) -> Programme:
        return Programme(self.revision, self.programme)


@dataclass(frozen=True, slots=True)
class RuleVersion:
    name: str
    version: int


@dataclass(frozen=True, slots=True)
class KeptProgramme:
    """A shop's newest revision, and the version of every earn rule that it has ever had."""

    tenant: str
    newest: Revision
    rule_versions: tuple[RuleVersion, ...]


@dataclass(frozen=True, slots=True)
class ProgrammePublished:
    programme: ProgrammeSpec
    revision: int
    published_at: datetime
    note: str


def publish(
    kept: KeptProgramme | None, tenant: str, spec: ProgrammeSpec, based_on: int, note: str, now: datetime
) -> tuple[KeptProgramme, ProgrammePublished]:
    """The next revision. `based_on` is the one that the shop has changed. Raises Refused (REVISION_CHANGED,
    INVALID_FIELDS)."""
    newest = kept.newest if kept is not None else None
    current = newest.revision if newest is not None else 0
    if based_on != current:
        message = f"the programme's revision is {current} by now, not {based_on}"
        raise Refused("REVISION_CHANGED", message, RefusalKind.CONFLICT)
    check(spec)
    versions = {one.name: one.version for one in kept.rule_versions} if kept is not None else {}
    spec = _versioned(spec, newest.programme if newest is not None else None, versions)
    versions |= {rule.name: rule.version for rule in spec.earn_rules}
    # Never before the revision that it follows, whatever the clocks of two processes say.
    at = max(now.astimezone(UTC), newest.published_at) if newest is not None else now.astimezone(UTC)
    revision = Revision(current + 1, at, note, spec)
    remembered = tuple(RuleVersion(name, version) for name, version in versions.items())
    return KeptProgramme(tenant, revision, remembered), ProgrammePublished(spec, revision.revision, at, note)


def _versioned(spec: ProgrammeSpec, before: ProgrammeSpec | None, versions: Mapping[str, int]) -> ProgrammeSpec:
    """A rule that says what it said keeps its version; any other has the next one of its name."""
    said = {rule.name: _meaning(rule, before) for rule in before.earn_rules} if before is not None else {}
    rules = []
    for rule in spec.earn_rules:
        version = versions.get(rule.name, 0)
        if said.get(rule.name) != _meaning(rule, spec):
            version += 1
        rules.append(replace(rule, version=version))
    return replace(spec, earn_rules=tuple(rules))


def _meaning(rule: EarnRule, spec: ProgrammeSpec) -> tuple[object, ...]:
    categories = {one.name: one.sku_prefixes for one in spec.categories}
    return selector_of(rule.lines, categories), rule.bands, rule.rounding

"""The profiles that come with Heliodesk: every rule does what its examples say, and no market lacks one."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.kit.errors import Refused
from services.translation.domain.engine import Formality
from services.translation.domain.tone import Aspect, LocaleTone
from services.translation.domain.tone.checking import findings_of
from services.translation.domain.tone.reading import read
from services.translation.domain.tone.rules import KINDS, Example, Rule
from services.translation.tone.loading import builtin, load

MARKETS = ["AE", "BR", "CN", "DE", "ES", "FR", "GB", "IN", "JP", "KR", "MX", "RU", "SA", "US"]
TONES = [tone for profile in builtin().values() for tone in profile.tones]
RULES = [pytest.param(tone, rule, id=f"{tone.locale}-{rule.id}") for tone in TONES for rule in tone.rules]
GENERAL = {Aspect.SPELLING}
"""What a language needs no rule for, where no other market writes it otherwise."""


@pytest.mark.parametrize(("tone", "rule"), RULES)
def test_a_rule_finds_what_breaks_it_and_nothing_in_what_keeps_it(tone, rule):
    assert len(rule.good) >= 2 and len(rule.bad) >= 2
    passed = [example.text for example in rule.bad if not found(rule, tone, example)]
    stopped = [example.text for example in rule.good if found(rule, tone, example)]
    assert (passed, stopped) == ([], [])


def found(rule: Rule, tone: LocaleTone, example: Example) -> list[object]:
    draft = rule.draft_of(example)
    return list(findings_of(rule, read(draft, tone.language, tone.closings, tone.said(draft.name))))


def test_there_is_a_profile_for_every_market():
    assert sorted(builtin()) == MARKETS
    assert [tone.locale for tone in builtin()["IN"].tones] == ["en-IN", "hi-IN"]


@pytest.mark.parametrize("tone", TONES, ids=lambda tone: tone.locale)
def test_a_language_has_rules_for_every_aspect_each_with_its_reason(tone):
    assert set(Aspect) - GENERAL <= {rule.aspect for rule in tone.rules}
    assert all(rule.reason and (rule.suggestion or rule.aspect) for rule in tone.rules)
    assert tone.closings and tone.greeting.unnamed


def test_the_id_of_a_rule_is_one_rule_in_its_market():
    for profile in builtin().values():
        seen: dict[str, Rule] = {}
        for rule in (rule for tone in profile.tones for rule in tone.rules):
            assert seen.setdefault(rule.id, rule) is rule


def test_every_kind_of_rule_is_used():
    assert {type(rule) for tone in TONES for rule in tone.rules} == set(KINDS.values())


def test_engines_are_told_to_be_formal_where_the_language_tells_it_apart():
    formal = {tone.locale for tone in TONES if tone.formality is Formality.FORMAL}
    assert {tone.locale for tone in TONES} - formal == {"en-US", "en-GB", "en-IN", "pt-BR"}
    assert builtin()["DE"].formality is Formality.FORMAL and builtin()["US"].formality is None


# --- files that are wrong

RULE = """
  - id: x.one
    kind: pattern
    aspect: forbidden
    severity: error
    reason: Because.
    suggestion: Not so.
    phrases: ['never']
    good: [a, b]
    bad: [never a, never b]
"""
HEAD = "market: DE\nlocale: de-DE\nclosings: [Gruß]\n"
ELSEWHERE = "market: null\nlocale: und\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shared").mkdir()
    (tmp_path / "und.yaml").write_text(ELSEWHERE)
    return tmp_path


def faults(folder: Path, text: str) -> dict[str, str]:
    (folder / "de-DE.yaml").write_text(text)
    with pytest.raises(Refused) as caught:
        load(folder)
    return {one.field: one.message for one in caught.value.violations}


def test_a_profile_is_read_from_files(folder):
    (folder / "de-DE.yaml").write_text(f"{HEAD}extends: [words]\nrules:{RULE}")
    (folder / "shared" / "words.yaml").write_text(
        f"rules:{RULE.replace('x.one', 'x.two')}{RULE.replace('error', 'hint')}"
    )
    (tone,) = load(folder)["DE"].tones
    assert [(rule.id, rule.severity.value) for rule in tone.rules] == [("x.two", "error"), ("x.one", "error")]


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ("['never(']", "de-DE.rules.x.one", "missing )"),
        ("never", "de-DE.rules.0.phrases", "is not a list"),
        ("[7]", "de-DE.rules.0.phrases", "7"),
        ("['never']\n    phrase: ['never']", "de-DE.rules.0", "phrase"),
    ],
)
def test_what_is_wrong_with_a_rule_is_said_at_its_field(folder, wrong, field, said):
    found = faults(folder, HEAD + "rules:" + RULE.replace("['never']", wrong))
    assert [name for name in found if name.startswith(field)], found
    assert said in " ".join(found.values())


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (HEAD + "extends: [nowhere]\n", "de-DE.extends"),
        (HEAD + "rules:" + RULE + RULE, "de-DE.rules.x.one.id"),
        (HEAD + "rules:" + RULE.replace("good: [a, b]", "good: [a]"), "de-DE.rules.x.one.good"),
        (HEAD + "rules:" + RULE.replace("kind: pattern", "kind: poem"), "de-DE.rules.0"),
        (HEAD + "rules:" + RULE.replace("severity: error", "severity: grave"), "de-DE.rules.0.severity"),
        (HEAD.replace("locale: de-DE\n", ""), "de-DE.locale"),
        (HEAD + "locale: de-AT\n", "de-DE"),
        (HEAD + "formality: [", "de-DE"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_at_its_field(folder, text, field):
    assert field in faults(folder, text)


def test_all_that_is_wrong_is_said_at_once(folder):
    text = HEAD + "rules:" + RULE.replace("['never']", "['(']") + RULE.replace("x.one", "x.two").replace("[a, b]", "[]")
    assert set(faults(folder, text)) == {"de-DE.rules.x.one", "de-DE.rules.x.two.good"}

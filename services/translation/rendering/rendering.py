"""Renders a system message: the words of the catalogue, the values of the caller, the tone of the market."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from services.translation.domain.rendering.letters import Words, letter
from services.translation.domain.rendering.locales import Choice, choose
from services.translation.domain.rendering.messages import MESSAGES, Form, SystemMessage
from services.translation.domain.rendering.samples import sample_name, samples
from services.translation.domain.rendering.values import Given, checked
from services.translation.domain.rendering.writing import is_rtl, written
from services.translation.domain.text import PseudoLocale, pseudo
from services.translation.domain.tone.names import PersonName
from services.translation.domain.tone.profile import ToneProfile
from services.translation.rendering.catalogue import Catalogue

_PSEUDO = {one.value.lower(): one for one in PseudoLocale}
# What the pseudo-locales are made from.
_PLAIN = Choice("en-US")


@dataclass(frozen=True, slots=True)
class Rendered:
    """Plain text: whoever shows it as HTML escapes it. `tone_revision` is that of the shop's overrides, 0 without any;
    `fallback`: there are no messages in the language that was asked for."""

    subject: str
    body: str
    locale: str
    rtl: bool
    fallback: bool
    tone_revision: int


class Renderer:
    """`profile_of` answers the profile of a market as a shop has it. Thread-safe; raises Away where that does."""

    def __init__(self, catalogue: Catalogue, profile_of: Callable[[str, str], ToneProfile]) -> None:
        self._catalogue = catalogue
        self._profile_of = profile_of

    def render(
        self,
        tenant: str,
        message: SystemMessage,
        market: str,
        language: str,
        given: Sequence[Given],
        name: PersonName,
    ) -> Rendered:
        """`language` is a BCP 47 tag (en-XA and ar-XB are the pseudo-locales), empty for the market's default. Raises
        Refused for a market that isn't ours, and for values that the message can't be told."""
        choice, imitated = _chosen(market, language)
        return self._rendered(tenant, message, choice, given, name, imitated)

    def preview(self, tenant: str, message: SystemMessage, market: str, language: str) -> Rendered:
        """The same with sample values. Raises Refused for a market that isn't ours."""
        choice, imitated = _chosen(market, language)
        given, name = samples(MESSAGES[message], choice.locale), sample_name(choice.locale)
        return self._rendered(tenant, message, choice, given, name, imitated)

    def _rendered(
        self,
        tenant: str,
        message: SystemMessage,
        choice: Choice,
        given: Sequence[Given],
        name: PersonName,
        imitated: PseudoLocale | None,
    ) -> Rendered:
        declaration = MESSAGES[message]
        locale = self._catalogue.locales[choice.locale]
        values = {key: written(one, locale) for key, one in checked(declaration, given).items()}
        words = self._catalogue.say(choice.locale, message, values)
        profile, rtl = self._profile_of(tenant, choice.market), is_rtl(locale)
        if declaration.form is Form.LETTER:
            words = letter(words, profile, choice.locale, name, rtl)
        tag = choice.locale
        if imitated:
            words = Words(pseudo(words.subject, imitated), pseudo(words.body, imitated))
            tag, rtl = imitated.value, imitated is PseudoLocale.BIDI
        return Rendered(words.subject, words.body, tag, rtl, choice.fallback, profile.revision)


def _chosen(market: str, language: str) -> tuple[Choice, PseudoLocale | None]:
    choice, imitated = choose(market, language), _PSEUDO.get(language.lower())
    return (_PLAIN if imitated else choice), imitated

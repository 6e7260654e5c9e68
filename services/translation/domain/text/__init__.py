"""What is done with a text around its translation: cleaned, cut at sentences and by language, joined again."""

from services.translation.domain.text.chunks import chunks
from services.translation.domain.text.cleaning import clean
from services.translation.domain.text.parts import Part, parts
from services.translation.domain.text.pseudo import PseudoLocale, pseudo
from services.translation.domain.text.sentences import sentences

__all__ = ["Part", "PseudoLocale", "chunks", "clean", "parts", "pseudo", "sentences"]

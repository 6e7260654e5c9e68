"""Protected tokens: what must come through a translation exactly as it was.

tokens = find(text)
masked = mask(text, tokens, engine.mask)      # masked.text is what the engine gets
restored = unmask(masked, its_answer)         # restored.faults: what didn't come back
faults = restored.faults or check(text, restored.text)
"""

from services.translation.domain.tokens.checking import check
from services.translation.domain.tokens.finding import blanked, find
from services.translation.domain.tokens.masking import Masked, mask
from services.translation.domain.tokens.token import Fault, FaultKind, Kind, Token
from services.translation.domain.tokens.unmasking import Restored, unmask

__all__ = [
    "Fault",
    "FaultKind",
    "Kind",
    "Masked",
    "Restored",
    "Token",
    "blanked",
    "check",
    "find",
    "mask",
    "unmask",
]

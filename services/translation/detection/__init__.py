"""Which language a text is in, how sure that is, and what makes it uncertain."""

from services.translation.detection.answer import UNKNOWN, Detection, Doubt
from services.translation.detection.detector import LANGUAGES, detect

__all__ = ["LANGUAGES", "UNKNOWN", "Detection", "Doubt", "detect", "warm_up"]


def warm_up() -> None:
    """Reads the lists of words (0.1 s), so that the first message doesn't wait for it."""
    detect("Where is my parcel?")
    detect("我的包裹在哪里？")

"""A concept is declared at most twice: in the contract and in the domain. These derive the rest."""

from services.kit.convert_document import from_document, to_document, to_terse_document
from services.kit.convert_json import from_json, to_json
from services.kit.convert_proto import Mismatch, from_proto, to_proto

__all__ = [
    "Mismatch",
    "from_document",
    "from_json",
    "from_proto",
    "to_document",
    "to_json",
    "to_proto",
    "to_terse_document",
]

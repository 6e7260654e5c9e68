"""What a shop's words have to become in another language: terms, where they occur, whether a translation keeps them."""

from services.translation.domain.glossary.compiled import NO_GLOSSARY, CompiledGlossary, Layer
from services.translation.domain.glossary.terms import FaultKind, Hit, Span, Term, TermFault, TermRule

__all__ = [
    "NO_GLOSSARY",
    "CompiledGlossary",
    "FaultKind",
    "Hit",
    "Layer",
    "Span",
    "Term",
    "TermFault",
    "TermRule",
]

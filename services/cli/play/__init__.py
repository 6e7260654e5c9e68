"""`heliodesk play FILE`: plays a day of a shop's traffic against the edge, and reports what came of it."""

from services.cli.play.command import play

__all__ = ["play"]

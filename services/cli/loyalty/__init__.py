"""`heliodesk loyalty publish | ...`: a shop's programme, and what anybody can check of points and draws."""

from services.cli.loyalty.command import app

__all__ = ["app"]

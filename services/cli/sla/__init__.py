"""`heliodesk sla plan | coverage | import FILE`: promises and calendars worked out without any server."""

from services.cli.sla.command import app

__all__ = ["app"]

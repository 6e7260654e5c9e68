"""A shop with members, on the real store alone and on all real servers."""

from __future__ import annotations

from tests.support.club_fixtures import club, running_club

__all__ = ["club", "running_club"]

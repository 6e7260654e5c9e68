"""The words of contents."""

from __future__ import annotations

from enum import StrEnum


class ContentStatus(StrEnum):
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

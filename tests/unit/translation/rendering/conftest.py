from __future__ import annotations

import pytest

from services.translation.rendering.catalogue import builtin
from services.translation.rendering.rendering import Renderer
from services.translation.tone.loading import builtin as tones


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    """With the tone profiles as they come."""
    return Renderer(builtin(), lambda tenant, market: tones()[market])

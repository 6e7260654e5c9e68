"""Whatever happens to an account, in whatever order and however often it is told, the books say what the model says."""

from __future__ import annotations

from hypothesis import settings

from tests.support.ledger_machine import Bookkeeping

TestBookkeeping = Bookkeeping.TestCase
TestBookkeeping.settings = settings(max_examples=80, stateful_step_count=100, deadline=None)

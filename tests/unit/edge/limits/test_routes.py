"""Calls that have a limit of their own: by the contracts, and by whoever runs the edge."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from services.edge.contracts import services
from services.edge.limits.rates import ShopRates
from services.edge.limits.routes import check_routes, declared
from services.edge.settings import EdgeSettings
from services.kit.settings import BadSetting

STATEMENT = "heliodesk.loyalty.v1.StatementService.GetStatement"


def test_the_contracts_say_which_calls_are_dear():
    said = declared(services())
    assert said[STATEMENT] == 5
    assert "heliodesk.ticketing.v1.TicketingService.GetTicket" not in said


def test_an_operator_sets_others(monkeypatch):
    monkeypatch.setenv("HELIODESK_LIMIT_ROUTES", f"{STATEMENT}=2, heliodesk.audit.v1.AuditService.ListAuditEntries = 3")
    assert EdgeSettings.from_environment().rates.routes == {
        STATEMENT: 2,
        "heliodesk.audit.v1.AuditService.ListAuditEntries": 3,
    }


@pytest.mark.parametrize("said", [STATEMENT, f"{STATEMENT}=", f"{STATEMENT}=0", f"{STATEMENT}=many"])
def test_what_is_no_rate_is_refused(monkeypatch, said):
    monkeypatch.setenv("HELIODESK_LIMIT_ROUTES", said)
    with pytest.raises(BadSetting, match="HELIODESK_LIMIT_ROUTES"):
        EdgeSettings.from_environment()
    with pytest.raises(ValidationError):
        ShopRates(routes={STATEMENT: 0})


def test_a_limit_for_what_is_no_call_is_refused():
    check_routes(services(), [STATEMENT])
    with pytest.raises(BadSetting, match="no call"):
        check_routes(services(), [STATEMENT, "heliodesk.loyalty.v1.StatementService.GetStatements"])

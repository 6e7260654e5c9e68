"""What an HTTP status of a provider means for the text that was brought to it."""

import pytest

from services.translation.domain.engine import EngineAway, EngineRefused, QuotaSpent
from services.translation.engines.failures import failure, malformed, retry_after


@pytest.mark.parametrize("status", [400, 406, 409, 413, 414, 415, 422, 451])
def test_a_text_that_it_will_not_take_is_refused_for_good(status: int) -> None:
    assert isinstance(failure("x", status), EngineRefused)


@pytest.mark.parametrize("status", [301, 307, 404, 405, 408, 425, 429, 500, 502, 503, 504, 529, 599])
def test_what_may_be_over_tomorrow_is_away(status: int) -> None:
    assert type(failure("x", status)) is EngineAway


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_it_refuses_costs_no_message(status: int) -> None:
    said = failure("x", status, "Forbidden")
    assert type(said) is EngineAway
    assert said.why == f"it refuses our key, it answers {status}: Forbidden"


@pytest.mark.parametrize("status", [402, 456])
def test_what_was_bought_may_be_spent(status: int) -> None:
    assert isinstance(failure("x", status, retry_after=5), QuotaSpent)
    assert failure("x", status, retry_after=5).retry_after == 5


def test_a_long_page_is_not_told_in_whole() -> None:
    assert len(failure("x", 500, "<html>\n" * 1_000).why) < 250
    assert "\n" not in failure("x", 500, "<html>\n" * 1_000).why
    assert len(malformed("x", "y" * 1_000).why) < 250


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "120"}, 120),
        ({"Retry-After": " 0 "}, 0),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "1.5"}, None),
        ({"Retry-After": "²"}, None),
        ({"Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT"}, None),
        ({"Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT", "Date": "Fri, 31 Dec 1999 23:59:29 GMT"}, 30),
        ({"Retry-After": "Fri, 31 Dec 1999 23:59:29 GMT", "Date": "Fri, 31 Dec 1999 23:59:59 GMT"}, 0),
        ({"Retry-After": "Fri, 99 Dec 1999 23:59:59 GMT", "Date": "Fri, 31 Dec 1999 23:59:29 GMT"}, None),
        ({"Retry-After": "GMT", "Date": "GMT"}, None),
    ],
)
def test_how_long_it_asks_us_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds

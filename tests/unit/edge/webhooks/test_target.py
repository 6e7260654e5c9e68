"""The URL of an endpoint: what was judged is what is called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.edge.webhooks.domain.target import Reachable, Target, target_of
from services.kit.addresses import networks
from services.kit.errors import Refused

PUBLIC = Reachable()
TESTS = Reachable(frozenset({80, 443, 8080}), networks("127.0.0.0/8,::1/128"), http=True)


def why(url: str, reachable: Reachable = PUBLIC) -> str:
    with pytest.raises(Refused) as refused:
        target_of(url, reachable)
    (violation,) = refused.value.violations
    assert violation.field == "url"
    return violation.reason


@pytest.mark.parametrize(
    ("url", "as_called"),
    [
        ("https://hooks.example.com", "https://hooks.example.com/"),
        ("HTTPS://Hooks.Example.COM:443/a%20b?c=d&e", "https://hooks.example.com/a%20b?c=d&e"),
        ("https://hooks.example.com.?x", "https://hooks.example.com/?x"),
        ("https://bücher.example/ä".replace("ä", "%C3%A4"), "https://xn--bcher-kva.example/%C3%A4"),
        ("https://93.184.215.14/", "https://93.184.215.14/"),
        ("https://[2606:4700:0::1111]/", "https://[2606:4700::1111]/"),
    ],
)
def test_a_url_has_one_form(url, as_called):
    assert target_of(url, PUBLIC).url == as_called


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://hooks.example.com/", "NOT_HTTPS"),
        ("ftp://hooks.example.com/", "NOT_HTTPS"),
        ("//hooks.example.com/", "NOT_HTTPS"),
        ("https://user:pass@hooks.example.com/", "CREDENTIALS_IN_URL"),
        ("https://hooks.example.com@127.0.0.1/", "CREDENTIALS_IN_URL"),
        ("https://hooks.example.com:22/", "PORT_NOT_ALLOWED"),
        ("https://hooks.example.com:0/", "PORT_NOT_ALLOWED"),
        ("https://hooks.example.com:99999/", "INVALID_URL"),
        ("https://hooks.example.com/#there", "INVALID_URL"),
        ("https://hooks.example.com\\@127.0.0.1/", "INVALID_URL"),
        ("https://hooks.example.com/a b", "INVALID_URL"),
        ("https://hooks.example.com/\r\nHost: other", "INVALID_URL"),
        ("https://hooks.example.com/%zz", "INVALID_URL"),
        ("https://", "INVALID_URL"),
        ("https://..", "INVALID_URL"),
        ("https://a..b/", "INVALID_URL"),
        ("https://-a.example/", "INVALID_URL"),
        ("https://[127.0.0.1]/", "INVALID_URL"),
        ("https://[fe80::1%25eth0]/", "INVALID_URL"),
        ("https://127.0.0.1/", "PRIVATE_ADDRESS"),
        ("https://[::1]/", "PRIVATE_ADDRESS"),
        ("https://[::ffff:169.254.169.254]/", "PRIVATE_ADDRESS"),
        ("https://[64:ff9b::a9fe:a9fe]/", "PRIVATE_ADDRESS"),
        ("https://localhost/", "PRIVATE_ADDRESS"),
        ("https://localhost./", "PRIVATE_ADDRESS"),
        ("https://a.localhost/", "PRIVATE_ADDRESS"),
        ("https://kubernetes/", "PRIVATE_ADDRESS"),
        # Addresses of IPv4 as old resolvers take them, which no name may look like.
        ("https://2130706433/", "INVALID_URL"),
        ("https://0x7f000001/", "INVALID_URL"),
        ("https://0x7f.1/", "INVALID_URL"),
        ("https://127.1/", "INVALID_URL"),
        ("https://127.0.0.1./", "INVALID_URL"),
        ("https://0177.0.0.1/", "INVALID_URL"),
        ("https://127.0.0.0x1/", "INVALID_URL"),
        ("https://①②⑦.⓪.⓪.①/", "INVALID_URL"),
        ("https://127。0。0。1/", "INVALID_URL"),
        ("https://１２７.0.0.1/", "INVALID_URL"),
    ],
)
def test_what_is_no_public_https_url_is_refused(url, reason):
    assert why(url) == reason


def test_a_deployment_can_let_more_through():
    assert target_of("http://localhost:8080/hook", TESTS) == Target("http", "localhost", 8080, "/hook")
    assert target_of("http://[::1]/", TESTS).authority == "[::1]"
    assert why("http://10.0.0.1/", TESTS) == "PRIVATE_ADDRESS"


@given(st.text(max_size=40), st.sampled_from(["", "https://", "https://[", "https://a.example/", "https://1"]))
def test_whatever_is_said_is_a_target_of_one_form_or_refused(text, before):
    try:
        target = target_of(before + text, PUBLIC)
    except Refused:
        return
    assert target.url.isascii() and target_of(target.url, PUBLIC) == target

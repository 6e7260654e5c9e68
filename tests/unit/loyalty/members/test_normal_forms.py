"""Spellings of one address have one normal form, and those of two addresses have two."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.kit.errors import Refused
from services.loyalty.domain.members.normal import address_form, email_form, phone_form

NAMES = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12)
DOMAINS = st.sampled_from(["gmail.com", "outlook.com", "example.com", "yahoo.co.uk", "proton.me", "ya.ru"])


@pytest.mark.parametrize(
    ("spelling", "form"),
    [
        ("Ana.Lopez@Example.COM", "ana.lopez@example.com"),
        ("  ana@example.com.", "ana@example.com"),
        ("a.n.a+shop@googlemail.com", "ana@gmail.com"),
        ("ana+shop@outlook.com", "ana@outlook.com"),
        ("a.na@outlook.com", "a.na@outlook.com"),
        ("ana+shop@hotmail.co.uk", "ana@hotmail.co.uk"),
        ("ana-shoes@yahoo.com", "ana@yahoo.com"),
        ("ana+shop@me.com", "ana@icloud.com"),
        ("an-a_b.c@pm.me", "anabc@proton.me"),
        ("a.na@yandex.com", "ana@yandex.ru"),
        ("ana+shop@example.com", "ana+shop@example.com"),
        ("ana@bücher.example", "ana@xn--bcher-kva.example"),
        ("ana@xn--bcher-kva.example", "ana@xn--bcher-kva.example"),
        ("ana@BÜCHER.example", "ana@xn--bcher-kva.example"),
        ("ＡＮＡ@example.com", "ana@example.com"),
        ("+shop@gmail.com", "+shop@gmail.com"),
        ("ana+shop@live.example.com", "ana+shop@live.example.com"),
    ],
)
def test_an_email_address_is_its_mailbox(spelling, form):
    assert email_form(spelling) == form


@given(name=NAMES, domain=DOMAINS, tag=NAMES, dots=st.sets(st.integers(1, 11)))
def test_case_dots_and_tags_make_no_difference_where_the_provider_ignores_them(name, domain, tag, dots):
    plain = email_form(f"{name}@{domain}")
    assert email_form(f"{name.upper()}@{domain.upper()}") == plain
    tagged = email_form(f"{name}+{tag}@{domain}")
    assert (tagged == plain) is (domain != "example.com")
    dotted = "".join(f".{sign}" if place in dots else sign for place, sign in enumerate(name))
    ignores_dots = domain in ("gmail.com", "proton.me", "ya.ru")
    assert (email_form(f"{dotted}@{domain}") == plain) is (ignores_dots or dotted == name)


@given(NAMES, NAMES, DOMAINS, DOMAINS)
def test_two_mailboxes_have_two_forms(one, other, here, there):
    same = email_form(f"{one}@{here}") == email_form(f"{other}@{there}")
    assert same is ((one, here) == (other, there))


@given(name=NAMES, domain=DOMAINS)
def test_a_normal_form_is_its_own(name, domain):
    form = email_form(f"{name}@{domain}")
    assert email_form(form) == form


@pytest.mark.parametrize(
    "spelling", ["ana", "@example.com", "ana@", "ana@-.example", "ana lopez@example.com", "a@b c.de"]
)
def test_what_is_no_email_address_is_refused(spelling):
    with pytest.raises(Refused, match="INVALID_EMAIL"):
        email_form(spelling)


# What is known of a country's numbers is read when the first one is.
@settings(deadline=None)
@given(st.sampled_from(sorted(phonenumbers.SUPPORTED_REGIONS)), st.data())
def test_a_phone_number_is_the_same_however_it_is_written(region, data):
    number = phonenumbers.example_number(region)
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    spelling = data.draw(
        st.sampled_from([phonenumbers.PhoneNumberFormat.INTERNATIONAL, phonenumbers.PhoneNumberFormat.RFC3966])
    )
    assert phone_form(phonenumbers.format_number(number, spelling), "") == e164
    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    assert phone_form(national, region) == e164


@pytest.mark.parametrize(
    ("phone", "market"), [("030 901820", ""), ("call me", "DE"), ("+49 1", "DE"), ("123456789012345678", "DE")]
)
def test_what_is_no_phone_number_is_refused(phone, market):
    with pytest.raises(Refused, match="INVALID_PHONE"):
        phone_form(phone, market)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((["Hauptstraße 5"], "Köln", "50667", "DE"), (["HAUPTSTR. 5"], "Koeln", "50 667", "DE")),
        (
            (["12 Main Street", "Apt 4"], "Springfield", "62701", "US"),
            (["Apartment 4, 12 Main St."], "", "62701", "US"),
        ),
        ((["10 Downing Street"], "London", "SW1A 2AA", "GB"), (["10, downing st"], "", "sw1a2aa", "GB")),
        ((["Calle Álamo nº 7"], "Madrid", "28001", "ES"), (["C/ Alamo 7"], "madrid", "28001", "ES")),
        ((["東京都千代田区１－１"], "", "100-0001", "JP"), (["東京都千代田区1-1"], "", "1000001", "JP")),
        ((["350 5th Avenue", "Floor 8"], "", "10118", "US"), (["350, 5th Ave", "8 Fl."], "", "10118", "US")),
        ((["Müllerweg 3a"], "Ulm", "", "DE"), (["Muellerweg 3 A"], "ULM", "", "DE")),
    ],
)
def test_an_address_is_the_same_however_it_is_written(one, other):
    assert address_form(*one) == address_form(*other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((["Hauptstr. 5"], "Köln", "50667", "DE"), (["Hauptstr. 6"], "Köln", "50667", "DE")),
        ((["Hauptstr. 5"], "Köln", "50667", "DE"), (["Hauptstr. 5"], "Köln", "50668", "DE")),
        ((["Hauptstr. 5"], "Köln", "", "DE"), (["Hauptstr. 5"], "Bonn", "", "DE")),
        ((["Main St 5"], "", "1010", "AT"), (["Main St 5"], "", "1010", "CH")),
        ((["12 Main St Apt 4"], "", "62701", "US"), (["12 Main St"], "", "62701", "US")),
    ],
)
def test_two_addresses_have_two_forms(one, other):
    assert address_form(*one) != address_form(*other)


@pytest.mark.parametrize("lines", [["-"], [], ["No."]])
def test_an_address_without_words_is_refused(lines):
    with pytest.raises(Refused, match="INVALID_ADDRESS"):
        address_form(lines, "Köln", "50667", "DE")


def test_an_address_of_nowhere_is_refused():
    with pytest.raises(Refused, match="INVALID_ADDRESS"):
        address_form(["Hauptstr. 5"], "", " ", "DE")

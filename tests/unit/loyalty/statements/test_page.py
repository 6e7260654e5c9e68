"""The page of a statement in every language, and the PDF that is made of it."""

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from services.loyalty.domain.programme import UNPUBLISHED
from services.loyalty.domain.statements.period import period_of
from services.loyalty.domain.statements.statement import statement_of
from services.loyalty.domain.statements.wording import MESSAGES
from services.loyalty.statements import page as pages
from services.loyalty.statements import voices
from services.loyalty.statements.page import Names, html_of
from services.loyalty.statements.pdf import pdf_of
from services.loyalty.statements.voices import LANGUAGES, voice_of
from tests.unit.loyalty.statements.conftest import DAY, NOTE, START

NOW = START + 55 * DAY
WANTED = {"en", "de", "fr", "es", "it", "nl", "pl", "pt", "sv", "ja", "zh", "ko", "ar"}
TEMPLATE = Path(pages.__file__).with_name("statement.html.j2").read_text(encoding="utf-8")
# What the template says, and what it says of figures that it lists.
TEMPLATE_MESSAGES = {*re.findall(r'say\("([^"]+)"', TEMPLATE), *re.findall(r'^  \("([^"]+)",', TEMPLATE, re.MULTILINE)}


def page(book, language, zone="Europe/Berlin"):
    period = period_of("2026-01-01", "2026-03-31", zone, NOW)
    statement = statement_of("cust-0042", book.account, book.entries, period, NOW)
    return html_of(statement, Names(UNPUBLISHED, voice_of(language, zone)))


class Outline(HTMLParser):
    """What a screen reader goes by."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.root: dict[str, str | None] = {}
        self.headings: list[str] = []
        self.headers_without_scope = self.tables_without_name = 0
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "html":
            self.root = told
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(tag)
        self.headers_without_scope += tag == "th" and told.get("scope") not in ("col", "row")
        self.tables_without_name += tag == "table" and "aria-labelledby" not in told
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_all_languages_that_were_promised_are_spoken():
    assert LANGUAGES == WANTED


@pytest.mark.parametrize("language", sorted(WANTED - {"en"}))
def test_a_catalogue_says_everything_and_nothing_else(language):
    file = Path(voices.__file__).with_name("locale") / f"{language}.po"
    with file.open("rb") as opened:
        said = {one.id: one.string for one in read_po(opened, locale=language, abort_invalid=True) if one.id}
    assert set(said) == {*MESSAGES, *TEMPLATE_MESSAGES}
    for message, text in said.items():
        assert text and sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", message)), message


@pytest.mark.parametrize("language", sorted(WANTED))
def test_a_page_is_whole_and_can_be_heard(book, language):
    outline = Outline(page(book, language))
    assert outline.root == {"lang": language, "dir": "rtl" if language == "ar" else "ltr"}
    assert outline.headings[0] == "h1" and set(outline.headings[1:]) == {"h2"}
    assert outline.headers_without_scope == outline.tables_without_name == 0
    assert outline.open == []


def test_what_people_wrote_is_shown_as_they_wrote_it_and_nothing_of_it_is_run(book):
    text = page(book, "en")
    assert NOTE not in text
    assert "Sorry for the &lt;b&gt;late&lt;/b&gt; parcel &amp; the &#34;mix-up&#34; {points}" in text


def test_numbers_days_and_times_are_those_of_the_language_and_the_zone(book):
    german, english = page(book, "de"), page(book, "en", "America/New_York")
    assert "12.345" in german and "10.01.2026, 10:00" in german and "Mitteleuropäische Zeit" in german
    assert "+12,345" in english and "Jan 10, 2026, 4:00\u202fAM" in english


@pytest.mark.parametrize(
    ("asked", "answered"),
    [("de-AT", "de-AT"), ("pt-BR", "pt-BR"), ("zh-Hant-TW", "zh-Hant-TW"), ("de-XX", "de"), ("tlh", "en"), ("", "en")],
)
def test_a_region_is_heard_and_a_language_that_nobody_speaks_is_answered_in_english(asked, answered):
    assert voice_of(asked, "UTC").language == answered


def test_in_a_language_that_runs_from_the_right_names_and_numbers_keep_their_own_direction(book):
    text = page(book, "ar")
    assert "\u2068A-1001\u2069" in text
    assert re.search("\u2066[\u200e]?-500\u2069", text)


def asked(tool: str, made: bytes, file: Path, *options: str) -> str:
    """What a tool of poppler says of the PDF."""
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} (Debian: poppler-utils) isn't here")
    file.write_bytes(made)
    return subprocess.run([tool, *options, file, *_OUT[tool]], capture_output=True, check=True, text=True).stdout


_OUT = {"pdftotext": ("-",), "pdfinfo": (), "pdffonts": ()}


@pytest.mark.parametrize(
    ("language", "said", "font"),
    [
        ("en", ["Points statement", "Earned with order A-1001", "Entry into a draw", "Booked twice"], "Noto-Sans"),
        ("ja", ["ポイント明細書", "抽選への応募", "新しいランク：silver"], "Noto-Sans-CJK-JP"),
        ("ko", ["포인트 명세서"], "Noto-Sans-CJK-KR"),
        ("zh", ["积分对账单"], "Noto-Sans-CJK-SC"),
        ("pl", ["Wyciąg punktów"], "Noto-Sans"),
        ("ar", [], "Noto-Sans-Arabic"),
    ],
)
def test_a_pdf_says_the_same_in_letters_that_the_language_is_written_in(book, tmp_path, language, said, font):
    made, file = pdf_of(page(book, language)), tmp_path / "statement.pdf"
    text = asked("pdftotext", made, file, "-layout")
    for one in said:
        assert one in text
    assert font in asked("pdffonts", made, file)


def test_a_pdf_is_made_for_screen_readers(book, tmp_path):
    told = asked("pdfinfo", pdf_of(page(book, "ar")), tmp_path / "statement.pdf")
    assert re.search(r"Tagged:\s+yes", told)


def test_a_pdf_loads_nothing(book, caplog):
    pdf_of(page(book, "en").replace("</header>", '<img src="http://127.0.0.1:1/x.png" alt=""></header>'))
    assert "disallowed protocol: http://127.0.0.1:1/x.png" in caplog.text

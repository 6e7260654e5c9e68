"""Which tokens are found, in the notations of the markets and beside the letters of each script."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.translation.domain.tokens import Kind, blanked, find
from tests.support.token_messages import SENTENCES, message

FOUND = {
    Kind.URL: [
        "https://shop.com/a?b=1&c=2",
        "https://shop.com/x_(y)",
        "https://例え.jp/パス",
        "https://пример.рф/путь",
        "www.müller.de",
        "amazon.de",
        "shop.com/x",
        "ftp://files.shop.com/invoice.pdf",
        "order.it/track",
        "mailto:info@shop.de",
    ],
    Kind.EMAIL: ["a.b+c@shop.co.uk", "用户@例子.广告", "info@müller.de"],
    Kind.MENTION: ["@anna_b", "@小明", "@мария"],
    Kind.HASHTAG: ["#Retoure", "#话题#", "#заказ"],
    Kind.DATE: [
        *("02.03.2026", "2026-03-02T10:00Z", "3. März 2026", "March 3rd", "3 de marzo de 2026", "2. 3. 2026", "3.3."),
        *(
            "2026年3月2日",
            "3月2日",
            "令和8年3月2日",
            "二〇二六年三月二日",
            "2026년 3월 2일",
            "٣ مارس ٢٠٢٦",
            "3 मार्च 2026",
        ),
        *("5 марта 2026 г.", "02/03/26", "Mar 3, 2026", "2026. március 2.", "14:30", "2:30 pm", "午後3時", "14h30"),
        *("3 มีนาคม 2569", "3 במרץ 2026", "ngày 2 tháng 3 năm 2026", "3 كانون الثاني 2026"),
    ],
    Kind.AMOUNT: [
        *("€ 1.234,56", "12,90 €", "US$5", "¥1,000", "1000円", "100 ر.س", "₹1,00,000", "₹५००", "CHF 12.–", "5.000 KRW"),
        *(
            "−15 %",
            "%20",
            "-5,00 €",
            "1 234,56 €",
            "¥1万",
            "R$ 1.234,56",
            "10-20 €",
            "100元",
            "١٬٢٣٤٫٥٦ ر.س",
            "3.50 zł",
        ),
        *("1 500 руб.", "50 000원", "AED 99", "Rp 150.000", "₺1.299,90", "100 Kč"),
    ],
    Kind.TRACKING: [
        *("1Z999AA10123456784", "1Z 999 AA1 01 2345 6784", "RR123456785DE", "EE 123 456 789 JP", "SF1234567890123"),
        *("9400 1000 0000 0000 0000 00", "JJD000390007012345678", "JVGL06220012345678", "TBA123456789012"),
        "DE89 3704 0044 0532 0130 00",
    ],
    Kind.PHONE: [
        *("+49 30 901820", "(11) 91234-5678", "030/901820", "+1 (425) 882-8080 ext. 12", "0800 123 4567"),
        *("+49 (0)30 901820", "01.23.45.67.89", "010-1234-5678", "4111 1111 1111 1111", "1234-5678-9012"),
    ],
    Kind.SKU: ["MW-1001", "A12/B", "order-12345", "SKU-RED-42-XL", "iPhone15", "v1.2.3", "TSHIRT_RED", "TSHIRT_32_RED"],
    Kind.NUMBER: ["123456", "#12345", "№ 77", "12.5", "1,234", "5kg", "16 GB", "192.168.0.1", "٤٥٦٧٨"],
    Kind.EMOJI: ["😊", "👍🏽", "👨‍👩‍👧‍👦", "🇩🇪", "1️⃣", "❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👩🏾‍💻", "☎️", ":)", ":smile:", "<3", "(^_^)"],
    Kind.PLACEHOLDER: [
        *(
            "{name}",
            "{{ name }}",
            "{0}",
            "%s",
            "%1$s",
            "%(total)d",
            "%.2f",
            "${x}",
            "$NAME$",
            "%NAME%",
            ":name",
            "[[x]]",
        ),
        *("{% if x %}", "{count, number}", "⟦0⟧", "⟦", '<x id="0"/>', '&lt;x id="3"/&gt;', "[12]", "【3】"),
    ],
    Kind.MARKUP: [
        *("<b>", "</b>", '<a href="https://x.de/?a=1>2">', "<br/>", "&nbsp;", "&#8364;", "<!-- c -->", "`code x`"),
        *("<script>alert('Hallo Welt')</script>", "```\nlet x = 1\n```", "<!DOCTYPE html>"),
    ],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in FOUND.items() for text in texts])
def test_a_token_alone_is_found_whole(kind: Kind, text: str) -> None:
    [token] = find(text)
    assert (token.kind, token.text) == (kind, text)


@pytest.mark.parametrize("kind", [kind for kind in FOUND if kind is not Kind.EMOJI])
@pytest.mark.parametrize(
    "around", ["siehe {} bitte", "({}), ok", "これは {} です", "см. {}, пожалуйста", "انظر {} من فضلك", "देखें {} कृपया"]
)
def test_words_around_a_token_are_not_its_own(kind: Kind, around: str) -> None:
    for text in FOUND[kind]:
        if text not in ("3.3.", "1 500 руб.", "5 марта 2026 г."):  # their full stop may be the sentence's too
            assert [token.text for token in find(around.format(text))] == [text]


@pytest.mark.parametrize(
    "text", ["MW-1001", "12,90 €", "RR123456785DE", "2026年3月2日", "https://shop.com/a", "a@b-shop.de"]
)
@pytest.mark.parametrize("around", ["订单{}已发货", "注文{}が届きません", "주문{}은", "สั่ง{}แล้ว", "ב{}אתמול", "أمر{}لم"])
def test_scripts_without_spaces_touch_a_token_and_are_not_its_own(text: str, around: str) -> None:
    assert text in [token.text for token in find(around.format(text))]


@pytest.mark.parametrize(
    "text",
    [
        "30-day return, a 2nd try, 3-teilig, T-shirt",
        "3 out of 5, 2 set, 12 months",
        "Danke.Ich warte. Das ist z.B. so.",
        "1 < 2 > 0",
        "The order is late: the box, too.",
        "Heliodesk™ ©",
    ],
)
def test_what_is_to_be_translated_is_no_token(text: str) -> None:
    assert find(text) == ()


def test_of_an_amount_in_words_only_the_number_is_protected() -> None:
    assert [token.text for token in find("50 dollars, 20 euros, 15 рублей")] == ["50", "20", "15"]


def test_a_link_of_markdown_keeps_its_words_for_the_translation() -> None:
    assert [token.text for token in find('see [the page](https://x.de/a_(b) "t") and ![a cat][1]')] == [
        "[",
        '](https://x.de/a_(b) "t")',
        "![",
        "][1]",
    ]


def test_a_url_does_not_take_the_sentence_with_it() -> None:
    assert [token.text for token in find("请看https://shop.com/a查看详情。(https://shop.com/b), «https://c.de/»!")] == [
        "https://shop.com/a",
        "https://shop.com/b",
        "https://c.de/",
    ]


def test_a_sign_is_part_of_the_amount_and_a_dash_between_two_is_not_lost() -> None:
    assert [token.text for token in find("-5 € oder 3 € bis 10–20 €")] == ["-5 €", "3 €", "10–20 €"]


def test_what_a_customer_is_made_to_write_is_all_covered() -> None:
    for number in range(1_000):
        made = message(number)
        left = blanked(made.text, find(made.text))
        at = 0
        for token in made.tokens:
            at = made.text.index(token, at)
            assert not left[at : at + len(token)].strip(), (token, made.text)
            at += len(token)


texts = st.text() | st.lists(
    st.sampled_from([*"<>&⟦⟧{}[]()%$#@.,:/-_*`'\"€ \n0179٣xä订", "https://", "<x id=", "1Z", "März", "年"]), max_size=40
).map("".join)


@given(texts)
def test_tokens_are_in_order_and_do_not_overlap(text: str) -> None:
    tokens = find(text)
    ends = [0, *(token.end for token in tokens)]
    assert all(end <= token.start < token.end for end, token in zip(ends, tokens, strict=False))
    assert all(token.text == text[token.start : token.end] for token in tokens)
    assert len(blanked(text, tokens)) == len(text)


@pytest.mark.parametrize(
    "piece",
    [*"a1<&⟦[({%$#@.:/-_*`\"€ \n年A", "a.", "1 ", "1-", "A-", "A_", "1.", "1,", "<a ", "<!--", "((", "%(", "{{", "a@",
     "&lt;x ", "😊", "\u200d", "**a", "](", "12 €", "5 Mai ", "http://", "a1", "1Z"],
)  # fmt: skip
def test_no_text_makes_it_slow(piece: str) -> None:
    text = (piece * 30_000)[:30_000]
    started = time.process_time()
    find(text)
    assert time.process_time() - started < 2.0


def test_every_language_of_the_messages_is_there() -> None:
    assert {"ar", "de", "en", "es", "fr", "hi", "id", "it", "ja", "ms", "pt", "zh"} <= set(SENTENCES)

"""Which language a text is taken for."""

import pytest

from services.kit.known import known_language
from services.translation.detection import LANGUAGES, detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wo bleibt meine Bestellung?", "de"),
        ("Where is my parcel?", "en"),
        ("¿Dónde está mi paquete?", "es"),
        ("Où est mon colis ?", "fr"),
        ("Dov'è il mio pacco?", "it"),
        ("Onde está a minha encomenda?", "pt"),
        ("Waar blijft mijn pakketje?", "nl"),
        ("Gdzie jest moja paczka?", "pl"),
        ("Siparişim nerede kaldı?", "tr"),
        ("Đơn hàng của tôi đâu rồi?", "vi"),
        ("Jeg har ikke fått pakken min ennå", "nb"),
        ("Nasaan na po ang order ko?", "tl"),
        ("Agizo langu liko wapi? Bado sijapokea mzigo wangu", "sw"),
        ("Где моя посылка?", "ru"),
        ("Де моя посилка? Її досі немає.", "uk"),
        ("Дзе мая пасылка? Я чакаю ўжо тыдзень.", "be"),
        ("Къде е пратката ми?", "bg"),
        ("Где је мој пакет? Још није стигао.", "sr"),
        ("Каде е мојата пратка?", "mk"),
        ("Менің тапсырысым қайда?", "kk"),
        ("أين شحنتي الآن؟", "ar"),
        ("بسته من کجاست؟", "fa"),
        ("میرا پارسل کہاں ہے؟", "ur"),
        ("मेरा ऑर्डर कहाँ है", "hi"),
        ("माझे पार्सल कुठे आहे?", "mr"),
        ("मेरो अर्डर कहाँ छ? अहिले सम्म आएको छैन", "ne"),
        ("我的包裹在哪里？", "zh"),
        ("荷物はどこですか", "ja"),
        ("제 소포는 어디에 있나요?", "ko"),
        ("Που είναι το δέμα μου;", "el"),
        ("איפה החבילה שלי?", "he"),
        ("พัสดุของฉันอยู่ที่ไหน", "th"),
        ("আমার পার্সেল কোথায়?", "bn"),
        ("என் பார்சல் எங்கே?", "ta"),
        ("నా పార్శిల్ ఎక్కడ ఉంది?", "te"),
        ("სად არის ჩემი ამანათი?", "ka"),
    ],
)
def test_it_knows_the_languages_of_customers(text: str, language: str) -> None:
    assert detect(text).language == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Barang saya tak sampai lagi, dah dua minggu. Bila nak hantar?", "ms"),
        ("Kualiti kasut ini sangat teruk, saya mahu wang saya dikembalikan", "ms"),
        ("Barang saya belum sampai, udah dua minggu. Kapan dikirim?", "id"),
        ("Kualitas sepatu ini jelek banget, saya mau uang saya kembali", "id"),
    ],
)
def test_malay_and_indonesian_are_told_apart_by_the_words_that_one_of_them_has(text: str, language: str) -> None:
    assert detect(text).language == language


def test_a_brands_latin_name_does_not_outweigh_the_chinese_around_it() -> None:
    assert detect("请问Nimbus Pro可以用洗碗机洗吗？").language == "zh"


def test_a_few_kana_make_chinese_characters_japanese() -> None:
    assert detect("配送状況確認お願い").language == "ja"
    assert detect("我很喜欢这个の字的设计，非常漂亮，下次还会再来买").language == "zh"


def test_characters_that_only_japan_writes_make_a_text_without_kana_japanese() -> None:
    assert detect("商品未着、返金対応希望").language == "ja"


def test_shouting_changes_nothing() -> None:
    assert detect("POR FAVOR, ONDE ESTÁ A MINHA ENCOMENDA?").language == "pt"


def test_links_addresses_names_and_topics_are_not_words() -> None:
    noise = "https://www.tracking.example/where-is-my-parcel support@delivery.example @where_is #TrackMyOrder"
    assert detect(f"{noise} Wo ist mein Paket?").language == "de"


def test_letters_say_what_words_leave_open() -> None:
    assert detect("Отзывы").language == "ru"  # Ukrainian, Bulgarian and Serbian have no ы
    assert detect("Різні відгуки").language == "uk"  # the others have no і


def test_every_answer_is_a_language_of_bcp_47() -> None:
    assert all(map(known_language, LANGUAGES))

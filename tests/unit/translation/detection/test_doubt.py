"""What makes the language of a text uncertain."""

import pytest

from services.kit.known import known_language
from services.translation.detection import Detection, Doubt, detect


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("mera order kab aayega, please jaldi batao", "hi-Latn"),
        ("mujhe refund chahiye, product bilkul kharab hai", "hi-Latn"),
        ("Kafi time ho gaya bhai abhi tak deliver nahiiii hua", "hi-Latn"),
        ("wayn el order bta3i ana mestanni men osbou3", "ar-Latn"),
        ("salam, 3andi mochkila f la commande dyali", "ar-Latn"),
        ("Gde moy zakaz? Ya zhdu uzhe dve nedeli", "ru-Latn"),
        ("nimotsu wa itsu todokimasu ka", "ja-Latn"),
        ("pou einai i paraggelia mou? den exo lavei apantisi", "el-Latn"),
        ("sefaresham kojast? hanooz nareside", "fa-Latn"),
    ],
)
def test_other_letters_than_its_own_are_a_doubt(text: str, tag: str) -> None:
    detection = detect(text)
    assert (detection.tag, detection.doubt) == (tag, Doubt.TRANSLITERATED)
    assert detection.language == tag.removesuffix("-Latn")
    assert known_language(tag)


@pytest.mark.parametrize(
    "text",
    [
        "pero I don't know where está my package, can you help me por favor",
        "Nasaan na yung order ko, it's been two weeks already and nobody answers",
        "Hola, I ordered unos zapatos last week y todavía no llegan",
        "Wo ist mein Paket? Where is my parcel? I need it today",
        "طلبت order قبل اسبوع وما وصل tracking number شغال",
        "我的order还没到, can you check the tracking number please",
        "Где мой заказ? Please tell me the tracking number",
        "Please reply, mujhe bahut jaldi chahiye this is the third time I am asking you and nobody from the team helps",
    ],
)
def test_words_of_two_languages_are_a_doubt(text: str) -> None:
    assert detect(text).doubt is Doubt.CODE_SWITCHED


@pytest.mark.parametrize(
    "text",
    [
        "El pedido del iPhone 15 Pro Max con AppleCare no llegó",
        "Ich habe beim Black Friday Sale ein MacBook Pro bestellt und der Tracking Link geht nicht",
        "我的iPhone 15 Pro Max坏了，请帮我换一个新的",
        "Please cancel my order of the Nike Air Max in size 42",
    ],
)
def test_names_of_products_are_no_second_language(text: str) -> None:
    assert detect(text).doubt is None


def test_malay_that_indonesian_would_say_alike_is_a_doubt() -> None:
    assert detect("Saya belum terima barang saya hari ini").doubt is Doubt.CLOSE_LANGUAGES


def test_what_two_neighbours_spell_alike_is_a_doubt() -> None:
    assert detect("Список документов").doubt is Doubt.CLOSE_LANGUAGES


def test_a_single_word_is_a_doubt() -> None:
    assert detect("merci") == Detection("fr", pytest.approx(0.95, abs=0.05), Doubt.SHORT, "Latn")


def test_a_clear_text_has_none() -> None:
    assert detect("Where is my parcel? I have been waiting for two weeks.").doubt is None

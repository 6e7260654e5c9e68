"""What customers of twenty languages write, full of what must not be touched. A number makes a message."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

# Words of a language around the places of tokens.
SENTENCES: dict[str, tuple[str, ...]] = {
    "ar": ("مرحبا، طلبي {} لم يصل بعد.", "لقد دفعت {} وأريد استرداد المبلغ من فضلكم {}.", "شكرا لكم {}"),
    "bn": ("আমার অর্ডার {} এখনও আসেনি।", "আমি {} টাকা দিয়েছি এবং {} ফেরত চাই।", "ধন্যবাদ {}"),
    "de": ("Guten Tag, meine Bestellung {} ist noch nicht da.", "Ich habe {} bezahlt (siehe {}).", "Danke {}!"),
    "el": ("Καλημέρα, η παραγγελία {} δεν έφτασε.", "Πλήρωσα {} και θέλω πίσω {}.", "Ευχαριστώ {}"),
    "en": ("Hello, my order {} has not arrived yet.", "I paid {} for it, see {}.", "Thanks {}"),
    "es": ("Hola, mi pedido {} todavía no ha llegado.", "He pagado {} y quiero que me devuelvan {}.", "Gracias {}"),
    "fr": ("Bonjour, ma commande {} n'est pas arrivée.", "J'ai payé {} ; voir {} s'il vous plaît.", "Merci {}"),
    "he": ("שלום, ההזמנה שלי {} עוד לא הגיעה.", "שילמתי {} ואני רוצה {} בחזרה.", "תודה {}"),
    "hi": ("नमस्ते, मेरा ऑर्डर {} अभी तक नहीं आया।", "मैंने {} दिए थे और {} वापस चाहिए।", "धन्यवाद {}"),
    "id": ("Halo, pesanan saya {} belum sampai.", "Saya sudah membayar {} lewat {}.", "Terima kasih {}"),
    "it": ("Buongiorno, il mio ordine {} non è arrivato.", "Ho pagato {} e vorrei indietro {}.", "Grazie {}"),
    "ja": ("こんにちは、注文{}がまだ届きません。", "{}を払いましたので、{}を返してください。", "ありがとう{}"),
    "ko": ("안녕하세요, 주문 {}이 아직 안 왔어요.", "{} 결제했는데 {} 환불해 주세요.", "감사합니다 {}"),
    "ms": ("Hai, pesanan saya {} belum tiba lagi.", "Saya telah membayar {} untuk {}.", "Terima kasih {}"),
    "pl": ("Dzień dobry, moje zamówienie {} nie dotarło.", "Zapłaciłem {} i proszę o {}.", "Dziękuję {}"),
    "pt": ("Olá, o meu pedido {} ainda não chegou.", "Paguei {} e quero de volta {}.", "Obrigado {}"),
    "ru": ("Здравствуйте, мой заказ {} ещё не пришёл.", "Я заплатил {} и хочу вернуть {}.", "Спасибо {}"),
    "ta": ("வணக்கம், என் ஆர்டர் {} இன்னும் வரவில்லை.", "நான் {} செலுத்தினேன், {} வேண்டும்.", "நன்றி {}"),
    "th": ("สวัสดีครับ คำสั่งซื้อ {} ยังไม่มาถึง", "ผมจ่าย {} ไปแล้ว ขอคืน {} ครับ", "ขอบคุณ {}"),
    "tr": ("Merhaba, siparişim {} hâlâ gelmedi.", "{} ödedim ve {} geri istiyorum.", "Teşekkürler {}"),
    "vi": ("Xin chào, đơn hàng {} của tôi chưa đến.", "Tôi đã trả {} và muốn nhận lại {}.", "Cảm ơn {}"),
    "zh": ("你好，我的订单{}还没有到。", "我付了{}，请退还{}。", "谢谢{}"),
}


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("123456789") for _ in range(count))


def _in(zero: str, digits: str) -> str:
    return "".join(chr(ord(zero) + int(digit)) if digit.isdecimal() else digit for digit in digits)


def _two(rng: random.Random, most: int) -> str:
    return f"{rng.randint(1, most):02d}"


Maker = Callable[[random.Random], str]


def _of(*makers: Maker) -> Maker:
    return lambda rng: rng.choice(makers)(rng)


KINDS: dict[str, Maker] = {
    "order": _of(
        lambda rng: f"MW-{_digits(rng, 5)}",
        lambda rng: f"#{_digits(rng, 6)}",
        lambda rng: _digits(rng, 8),
        lambda rng: f"{_digits(rng, 3)}-{_digits(rng, 7)}-{_digits(rng, 7)}",
    ),
    "tracking": _of(
        lambda rng: f"1Z999AA1{_digits(rng, 10)}",
        lambda rng: f"RR{_digits(rng, 9)}DE",
        lambda rng: f"JJD00{_digits(rng, 16)}",
        lambda rng: f"9400 {_digits(rng, 4)} {_digits(rng, 4)} {_digits(rng, 4)} {_digits(rng, 4)} {_digits(rng, 2)}",
        lambda rng: f"SF{_digits(rng, 13)}",
        lambda rng: f"{_digits(rng, 4)}-{_digits(rng, 4)}-{_digits(rng, 4)}",
    ),
    "sku": _of(
        lambda rng: f"SKU-{_digits(rng, 4)}-XL",
        lambda rng: f"TSHIRT_{_digits(rng, 2)}_RED",
        lambda rng: f"A{_digits(rng, 3)}/B{_digits(rng, 2)}",
    ),
    "amount": _of(
        lambda rng: f"€ {rng.randint(1, 9)}.{_digits(rng, 3)},{_digits(rng, 2)}",
        lambda rng: f"{_digits(rng, 2)},{_digits(rng, 2)} €",
        lambda rng: f"US${_digits(rng, 3)}.{_digits(rng, 2)}",
        lambda rng: f"¥{rng.randint(1, 9)},{_digits(rng, 3)}",
        lambda rng: f"{_digits(rng, 4)}円",
        lambda rng: f"{_in('٠', _digits(rng, 3))}٫{_in('٠', _digits(rng, 2))} ر.س",
        lambda rng: f"₹{rng.randint(1, 9)},{_digits(rng, 2)},{_digits(rng, 3)}",
        lambda rng: f"₹{_in('०', _digits(rng, 3))}",
        lambda rng: f"CHF {_digits(rng, 3)}.{_digits(rng, 2)}",
        lambda rng: f"{_digits(rng, 5)} KRW",
        lambda rng: f"-{_digits(rng, 2)} %",
    ),
    "date": _of(
        lambda rng: f"{_two(rng, 28)}.{_two(rng, 12)}.20{_digits(rng, 2)}",
        lambda rng: f"20{_digits(rng, 2)}-{_two(rng, 12)}-{_two(rng, 28)}",
        lambda rng: f"20{_digits(rng, 2)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日",
        lambda rng: f"{rng.randint(1, 28)}. März 20{_digits(rng, 2)}",
        lambda rng: f"{rng.randint(1, 28)} de marzo de 20{_digits(rng, 2)}",
        lambda rng: f"{_in('٠', _digits(rng, 1))} مارس {_in('٠', '20' + _digits(rng, 2))}",
        lambda rng: f"20{_digits(rng, 2)}년 {rng.randint(1, 12)}월 {rng.randint(1, 28)}일",
        lambda rng: f"{_two(rng, 23)}:{_two(rng, 59)}",
    ),
    "url": _of(
        lambda rng: f"https://shop.example.com/o/{_digits(rng, 5)}?a=1&b={_digits(rng, 2)}#top",
        lambda rng: f"https://müller-{_digits(rng, 2)}.de/konto",
        lambda rng: f"https://例え.jp/{_digits(rng, 3)}",
        lambda rng: f"www.shop{_digits(rng, 2)}.com/hilfe",
    ),
    "email": _of(
        lambda rng: f"anna.b+{_digits(rng, 3)}@shop.example.org",
        lambda rng: f"info{_digits(rng, 2)}@laden.de",
    ),
    "phone": _of(
        lambda rng: f"+49 30 {_digits(rng, 6)}",
        lambda rng: f"({_digits(rng, 2)}) 9{_digits(rng, 4)}-{_digits(rng, 4)}",
        lambda rng: f"+1 425-{_digits(rng, 3)}-{_digits(rng, 4)}",
        lambda rng: f"010-{_digits(rng, 4)}-{_digits(rng, 4)}",
    ),
    "emoji": lambda rng: rng.choice(["😊", "👍🏽", "👨‍👩‍👧‍👦", "🇩🇪", "1️⃣", "❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🙏🏿🙏🏿", "👩🏾‍💻"]),
    "mention": lambda rng: f"@anna_{_digits(rng, 3)}",
    "hashtag": lambda rng: f"#Retoure{_digits(rng, 3)}",
    "placeholder": _of(
        lambda rng: f"{{name{_digits(rng, 2)}}}",
        lambda rng: f"{{{{ order.id{_digits(rng, 2)} }}}}",
        lambda rng: "%s",
        lambda rng: f"%(total{_digits(rng, 2)})d",
        lambda rng: f"${{x{_digits(rng, 2)}}}",
        lambda rng: f"$NAME{_digits(rng, 2)}$",
        lambda rng: f"⟦{rng.randint(0, 9)}⟧",
        lambda rng: f'<x id="{rng.randint(0, 9)}"/>',
        lambda rng: f"[{rng.randint(0, 9)}]",
        lambda rng: f'&lt;x id="{rng.randint(0, 9)}"/&gt;',
    ),
    "markup": _of(
        lambda rng: f'<a href="https://a.example/?b={_digits(rng, 2)}&amp;c">',
        lambda rng: f"<b data-n='{_digits(rng, 2)}'>",
        lambda rng: f'<span id="t{rng.randint(0, 9)}">',
        lambda rng: f"`git push {_digits(rng, 3)}`",
        lambda rng: f"<!-- {_digits(rng, 4)} -->",
        lambda rng: "&nbsp;",
    ),
}


@dataclass(frozen=True, slots=True)
class Message:
    language: str
    text: str
    tokens: tuple[str, ...]


def message(number: int, languages: tuple[str, ...] = tuple(SENTENCES)) -> Message:
    """Message number n. Each kind comes up in each language in turn; the other tokens are by chance."""
    rng = random.Random(number)
    kinds = list(KINDS)
    language = languages[number % len(languages)]
    first = kinds[number // len(languages) % len(kinds)]
    tokens: list[str] = []

    def token() -> str:
        tokens.append(KINDS[first if not tokens else rng.choice(kinds)](rng))
        return tokens[-1]

    chosen = rng.sample(SENTENCES[language], rng.randint(1, 3))
    filled = [sentence.format(*(token() for _ in range(sentence.count("{}")))) for sentence in chosen]
    return Message(language, rng.choice([" ", "\n", "  \n"]).join(filled), tuple(tokens))

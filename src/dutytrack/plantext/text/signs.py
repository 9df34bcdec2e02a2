"""Signs that only look like other ones, as those: radicals and compatibility forms, and what symbol fonts draw.

Fonts give a pdf's 一 out as ⼀, word processors write ≥ as a sign of the private use area: each is what it shows.
"""

from __future__ import annotations

import re
import unicodedata

_PLAIN = re.compile(
    "[\t-\r -~\u00a0\u00b7\u2010-\u2029\u2030-\u203b\u2460-\u26ff\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e]*+"
)
"""Text that is as it shows, by far the most."""
_UNSEEN = dict.fromkeys((
    *range(9), *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
    *range(0x2060, 0x206A), 0xFEFF,
))  # fmt: skip
"""Control characters, soft hyphens, characters of no width and marks that turn the reading direction."""
_ODD = re.compile("[\u2e80-\u2fd5\uf020-\uf0ff\uf900-\ufaff\U0002f800-\U0002fa1f]")
_RADICALS = (
    "\u2e80冫\u2e81厂\u2e82乛\u2e83乚\u2e84乙\u2e85亻\u2e86冂\u2e87几\u2e88刀\u2e89刂\u2e8a卜\u2e8c小\u2e8d小\u2e8e兀\u2e8f尣\u2e90尢\u2e92巳\u2e93幺\u2e94彑\u2e95彐\u2e96忄"
    "\u2e98扌\u2e99攵\u2e9b旡\u2e9c日\u2e9d月\u2e9e歺\u2e9f母\u2ea0民\u2ea1氵\u2ea2氺\u2ea3灬\u2ea4爫\u2ea5爫\u2ea6丬\u2ea7牛\u2ea8犭\u2ea9王\u2eaa疋\u2eab目\u2eac示\u2ead礻\u2eae竹"
    "\u2eaf糹\u2eb0纟\u2eb1罓\u2eb2罒\u2eb6羊\u2eb8羋\u2eb9耂\u2eba肀\u2ebb聿\u2ebc肉\u2ebd臼\u2ebe艹\u2ebf艹\u2ec0艹\u2ec1虎\u2ec2衤\u2ec3覀\u2ec4西\u2ec5见\u2ec6角\u2ec7角\u2ec8讠"
    "\u2ec9贝\u2eca足\u2ecb车\u2ecc辶\u2ecd辶\u2ece辶\u2ecf阝\u2ed0钅\u2ed1長\u2ed2镸\u2ed3长\u2ed4门\u2ed5阝\u2ed6阝\u2ed7雨\u2ed8青\u2ed9韦\u2eda页\u2edb风\u2edc飞\u2edd食\u2ede飠"
    "\u2edf飠\u2ee0饣\u2ee1首\u2ee2马\u2ee3骨\u2ee4鬼\u2ee5鱼\u2ee6鸟\u2ee7卤\u2ee8麦\u2ee9黄\u2eea黾\u2eeb斉\u2eec齐\u2eed歯\u2eee齿\u2eef竜\u2ef0龙\u2ef1龜\u2ef2亀\u2ef3龟"
)
"""Each sign of the radicals supplement, and the character that it is (Unicode's EquivalentUnifiedIdeograph)."""

_ASCII = "".join(map(chr, range(0x20, 0x7F)))


def _font(first: int, signs: str) -> dict[int, str]:
    """What a symbol font draws for the codes from ``first`` on; a blank for what is nothing but an ornament."""
    return {first + at: sign for at, sign in enumerate(signs)}


_SYMBOL = {
    **_font(0x20, _ASCII),
    **_font(0x40, "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    **_font(0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|—↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"),
    0x22: "∀",
    0x24: "∃",
    0x27: "∋",
    0x2A: "∗",
    0x2D: "−",
    0xF1: "〉",
    0xF2: "∫",
}
_TURNED = _font(0x81, "①②③④⑤⑥⑦⑧⑨⑩") | _font(0x8C, "❶❷❸❹❺❻❼❽❾❿")
_FONTS: dict[str, dict[int, str]] = {
    "symbol": _SYMBOL,
    "wingdings": {
        **_TURNED,
        0x6C: "●",
        0x6E: "■",
        0x6F: "□",
        0x71: "□",
        0x72: "□",
        0xA1: "○",
        0xA8: "□",
        0xE0: "→",
        0xFB: "✗",
        0xFC: "✓",
        0xFD: "☒",
        0xFE: "☑",
    },
    "wingdings 2": {
        **_font(0x6A, "①②③④⑤⑥⑦⑧⑨⑩"),
        **_font(0x75, "❶❷❸❹❺❻❼❽❾❿"),
        0x4F: "✗",
        0x50: "✓",
        0x51: "☒",
        0x52: "☑",
        0x53: "☒",
        0x54: "☒",
        0xA3: "□",
    },
    "wingdings 3": {},
    "webdings": {0x61: "✓", 0x63: "□", 0x67: "■", 0x72: "✗"},
}
"""What these fonts draw where another font has letters; the rest are ornaments."""


_BARE = {
    0xF000 + code: _SYMBOL[code] for code in (0xA3, 0xA5, *range(0xB0, 0xB5), 0xB7, 0xB8, 0xB9, 0xBA, 0xBB, 0xD6)
} | {0xF000 + code: _FONTS["wingdings"][code] for code in range(0xFB, 0xFF)}
"""What signs of the private use area show where nobody says in which font: what other fonts draw there is no word."""


def is_symbol_font(name: str | None) -> bool:
    """Whether letters in that font show other signs."""
    return (name or "").lower() in _FONTS


def drawn(text: str, font: str | None = None) -> str:
    """What ``text`` shows in a symbol font; in any other font it is in one form."""
    own = _FONTS.get((font or "").lower())
    if own is None:
        return one_form(text)
    return "".join(own.get(code, "") if (code := _code(sign)) is not None else sign for sign in text)


def one_form(text: str) -> str:
    """``text`` with one sign for each character: no radicals, compatibility forms or signs of symbol fonts."""
    return _ODD.sub(_one_form, text) if _ODD.search(text) else text


def seen(text: str) -> str:
    """``text`` as it is seen: in one form, and without what nobody sees."""
    return text if _PLAIN.fullmatch(text) else one_form(text.translate(_UNSEEN))


def _code(sign: str) -> int | None:
    """The place in a symbol font that a sign names: its own, or one in the private use area."""
    code = ord(sign)
    return code - 0xF000 if 0xF020 <= code <= 0xF0FF else code if 0x20 < code < 0x100 else None


def _one_form(match: re.Match[str]) -> str:
    sign = match[0]
    if "\uf020" <= sign <= "\uf0ff":
        return _BARE.get(ord(sign), sign)
    if "\u2e80" <= sign <= "\u2eff":
        at = _RADICALS.find(sign)
        return _RADICALS[at + 1] if at >= 0 and at % 2 == 0 else sign
    return unicodedata.normalize("NFKC", sign)

"""Text as it is seen: what symbol fonts draw, one sign for each character, and nothing that nobody sees.

Word processors write ≥ as a sign of the private use area, or as a letter in a font that draws it: it is what it shows.
"""

from __future__ import annotations

import re

from dutytrack.domain.words.radicals import one_character

_PLAIN = re.compile(
    "[\t-\r -~\u00a0\u00b7\u2010-\u2029\u2030-\u203b\u2460-\u26ff\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e]*+"
)
"""Text that is as it shows, by far the most."""
_UNSEEN = dict.fromkeys((
    *range(9), *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
    *range(0x2060, 0x206A), 0xFEFF,
))  # fmt: skip
"""Control characters, soft hyphens, characters of no width and marks that turn the reading direction."""
_PRIVATE = re.compile("[\uf020-\uf0ff]")
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
    """What ``text`` shows in a symbol font; in any other font it is as it shows."""
    own = _FONTS.get((font or "").lower())
    if own is None:
        return _of_no_font(text)
    return "".join(own.get(code, "") if (code := _code(sign)) is not None else sign for sign in text)


def seen(text: str) -> str:
    """``text`` as it is seen: one sign for each character, and without what nobody sees."""
    return text if _PLAIN.fullmatch(text) else _of_no_font(one_character(text.translate(_UNSEEN)))


def _of_no_font(text: str) -> str:
    return _PRIVATE.sub(lambda match: _BARE.get(ord(match[0]), match[0]), text)


def _code(sign: str) -> int | None:
    """The place in a symbol font that a sign names: its own, or one in the private use area."""
    code = ord(sign)
    return code - 0xF000 if 0xF020 <= code <= 0xF0FF else code if 0x20 < code < 0x100 else None

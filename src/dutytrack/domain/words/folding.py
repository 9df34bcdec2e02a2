"""One form for characters that look alike, each in its place: texts are compared as a reader sees them."""

from __future__ import annotations

from unicodedata import normalize


class _Forms(dict[int, str]):
    """A form for each character, worked out when it first comes up."""

    def __init__(self, own: str, forms: str, *, small: bool) -> None:
        super().__init__(zip(map(ord, own), forms, strict=True))
        self._small = small

    def __missing__(self, code: int) -> str:
        form = normalize("NFKC", chr(code))
        if self._small:
            form = form.lower()
        self[code] = form if len(form) == 1 else chr(code)
        return self[code]


_HALF_WIDTH = _Forms("“”„", '"""', small=False)
_ALIKE = _Forms("“”„〔〕【】〖〗[]［］–—―−", '"""' + "()" * 5 + "----", small=True)


def half_width(text: str) -> str:
    """``text`` with its digits, letters, signs, blanks and radicals in their plain form."""
    return text if text.isascii() else text.translate(_HALF_WIDTH)


def fold(text: str) -> str:
    """``text`` in half width, small letters and one kind of brackets, dashes and quotation marks."""
    return text.translate(_ALIKE)


def common_start(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))

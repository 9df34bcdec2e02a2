"""What was said about names of units as a person typed them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Naming:
    """What was said about the names given: whether one near to a unit's is new, and which mean that unit."""

    new: bool = False
    meant: Mapping[str, str] = field(default_factory=dict)
    """The name meant, by the name typed."""

    def meaning(self, typed: str, meant: str) -> Naming:
        """The same, with ``typed`` understood as ``meant``."""
        return replace(self, meant={**self.meant, typed: meant})

    def read(self, names: Iterable[str]) -> tuple[str, ...]:
        """``names`` as they are meant, one each."""
        return tuple(dict.fromkeys(self.meant.get(name, name) for name in names))


AS_TYPED = Naming()
"""Nothing was said: a near name is refused."""

"""What acts on the unit register may refuse."""

from __future__ import annotations

from collections.abc import Iterable

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _, bracketed

_SHOWN = 12
"""How many names a refusal lists."""


def _listed(names: Iterable[str]) -> str:
    known = list(names)
    return "、".join(known[:_SHOWN]) + ("…" if len(known) > _SHOWN else "")


class UnitNotFoundError(DutyTrackError):
    """No unit goes by this name; the nearest one is named."""

    def __init__(self, name: str, nearest: str | None) -> None:
        template = _("no unit {name}; did you mean {nearest}?")
        if nearest is None:
            template = _("no unit {name}: `dutytrack units` prints their names")
        super().__init__(template, name=name, nearest=nearest)


class UnitAmbiguousError(DutyTrackError):
    """Several units go by this name."""

    def __init__(self, name: str, found: Iterable[tuple[str, str]]) -> None:
        listed = _listed(bracketed(unit, place) if place else unit for unit, place in found)
        super().__init__(_("{name} may be {found}; say which with --place or by its own name"), name=name, found=listed)


class SameUnitError(DutyTrackError):
    """The two names are one unit already."""

    def __init__(self, name: str, other: str) -> None:
        super().__init__(_("{name} and {other} are one unit already"), name=name, other=other)


class UnitsDifferError(DutyTrackError):
    """A unit and a collective, or units of two places, can't be one."""

    def __init__(self, name: str, other: str) -> None:
        template = _("{name} and {other} can't be one unit: they are of two places, or one is a collective")
        super().__init__(template, name=name, other=other)


class NameTakenError(DutyTrackError):
    """Another unit of the place has this name."""

    def __init__(self, name: str, unit: str) -> None:
        template = _("{name} is a name of {unit}; `dutytrack units merge` makes two units one")
        super().__init__(template, name=name, unit=unit)


class NameNotHeldError(DutyTrackError):
    """The unit does not go by this name, or it is its own."""

    def __init__(self, name: str, unit: str, names: Iterable[str]) -> None:
        template = _("{name} is no other name of {unit}; it has: {names}")
        super().__init__(template, name=name, unit=unit, names=_listed(names) or "-")


class NearUnitError(DutyTrackError):
    """A name that is no unit's looks like one that is."""

    def __init__(self, name: str, nearest: str, option: str = "--new") -> None:
        self.name, self.nearest = name, nearest
        template = _("no unit {name}; did you mean {nearest}? {option} enters it as a unit of its own")
        super().__init__(template, name=name, nearest=nearest, option=option)


class NotACollectiveError(DutyTrackError):
    """Only a collective has members."""

    def __init__(self, name: str) -> None:
        super().__init__(_("{name} is one unit, not a collective"), name=name)


class CollectiveAsMemberError(DutyTrackError):
    """A collective can't be a member."""

    def __init__(self, name: str) -> None:
        super().__init__(_("{name} is a collective itself; name its members"), name=name)


class CollectiveAsBodyError(DutyTrackError):
    """A collective is no body; its members are."""

    def __init__(self, name: str) -> None:
        super().__init__(_("{name} is a collective; say what its members are"), name=name)


class NotAMemberError(DutyTrackError):
    """The unit is no member of the collective on that day; those who are are listed."""

    def __init__(self, name: str, collective: str, members: Iterable[str]) -> None:
        template = _("{name} is no member of {collective}; its members: {members}")
        super().__init__(template, name=name, collective=collective, members=_listed(members) or "-")


class NothingToProposeError(DutyTrackError):
    """The ledger holds no unit that the register takes for a member of the collective."""

    def __init__(self, collective: str) -> None:
        template = _("no unit of the ledger is a likely member of {collective}; name them one by one")
        super().__init__(template, collective=collective)

"""What figures are counted in."""

from __future__ import annotations

COUNTED = frozenset("个家项人名位户台套件座处所条艘辆架次场期篇部种只头株宗起批支队届") | {
    "台(套)",
    "台（套）",
    "人次",
    "户次",
}
"""Units of what is counted one by one: a part of one is none."""

"""The order in which lists name units and members: the office's own, as everywhere."""

import sys
from pathlib import Path

from dutytrack.domain.units.order import order_of_names
from dutytrack.store.reading.unitorder import register_order

sys.path.insert(0, str(Path(__file__).parents[3] / "tools"))
import write_unit_order


def test_the_order_is_that_of_the_register():
    """Run ``tools/write_unit_order.py`` where this fails."""
    assert write_unit_order.PATH.read_text(encoding="utf-8") == write_unit_order.order_text()


def test_units_of_a_kind_come_as_offices_list_them():
    usual = [
        *(
            "市政府办公室",
            "市发改委",
            "市教育局",
            "市科技局",
            "市工信局",
            "市公安局",
            "市民政局",
            "市司法局",
            "市财政局",
        ),
        *("市人社局", "市资源规划局", "市生态环境局", "市住建局", "市交通局", "市水利局", "市农业农村局", "市商务局"),
        *("市文旅局", "市卫健委", "市退役军人局", "市应急局", "市审计局", "市国资委", "市市场监管局"),
    ]
    place = order_of_names(register_order())
    assert sorted(sorted(usual), key=lambda name: place(name, "临澜市")) == usual
    assert place("临澜市科学技术局", "临澜") == place("市科技局", "")
    assert place("市某某办", "") > max(place(name, "") for name in usual), "one that is not in the register comes last"


def test_a_name_that_has_its_level_within_stands_where_the_register_has_it():
    place = order_of_names(register_order())
    masses = ["市总工会", "团市委", "市妇联", "市科协"]
    assert sorted(sorted(masses), key=lambda name: place(name, "临澜市")) == masses
    assert place("人民银行临澜市分行", "临澜市") == place("人民银行", "")

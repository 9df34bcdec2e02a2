"""Units come in the order in which an office names them."""

import pytest

from dutytrack.domain.units.order import body_of, order_of
from dutytrack.store.settings.register import standard_register


def order_of_kind(name, place=""):
    return order_of(body_of(name, place))


def is_from_above(name, place=""):
    return body_of(name, place) == "vertical"


IN_ORDER = [
    ("市委组织部", "市纪委监委", "市委金融办"),
    ("市人大常委会办公室",),
    ("市政府办公室", "市科技局", "市住建委", "市国资委", "中国人民银行临澜市分行", "市国有资产监督管理委员会"),
    ("市政协办公室",),
    ("市法院", "市检察院"),
    ("市总工会", "团市委", "市妇联", "市科协", "市工商联"),
    ("青礁县政府", "吴兴区", "胶州市政府"),
    ("高新区管委会",),
    ("市城投集团", "市供电公司", "中国银行临澜分行"),
    ("各县(市、区)政府", "市直各部门"),
]


@pytest.mark.parametrize(("place", "name"), [(place, name) for place, names in enumerate(IN_ORDER) for name in names])
def test_each_kind_has_its_place(place, name):
    kinds = [order_of_kind(names[0]) for names in IN_ORDER]
    assert kinds == sorted(set(kinds)), "each kind has a place of its own"
    assert order_of_kind(name) == kinds[place]


def test_the_name_of_the_place_before_a_name_tells_nothing():
    assert order_of_kind("沧州市委宣传部", "沧州") == order_of_kind("市委宣传部")


@pytest.mark.parametrize(
    "name",
    [
        *("人民银行", "中国人民银行临澜市分行", "人民银行青礁县支行", "外汇管理局", "国家外汇管理局临澜市分局"),
        *("国家金融监督管理总局临澜监管分局", "金融监管总局临澜监管分局", "国家税务总局临澜市税务局", "市税务局"),
        *("中国银行保险监督管理委员会临澜监管分局", "中国证监会青屿监管局", "市国有资产监督管理委员会", "市电信管理局"),
    ],
)
def test_a_bank_or_board_of_the_state_is_an_authority(name):
    assert order_of_kind(name) == order_of_kind("市科技局")


def test_who_is_run_from_above_is_told_by_the_name_as_the_register_has_it():
    bodies = [body for (_id, level), body in standard_register().bodies.items() if level in {"city", "county"}]
    told = {body.full: is_from_above(f"市{body.full.replace('{}', '市')}") for body in bodies}
    wrong = {body.full for body in bodies if told[body.full] != (body.kind == "vertical")}
    assert not wrong


@pytest.mark.parametrize(
    ("name", "stationed"),
    [
        *((name, True) for name in ("临澜海关", "临澜海事局", "临澜海警局", "人民银行临澜市分行", "市人行")),
        *((name, True) for name in ("金融监管总局临澜监管分局", "金融监管分局", "市消防救援支队", "市烟草专卖局")),
        *((name, False) for name in ("市市场监管局", "市地方金融监管局", "市海洋局", "市统计局", "市地方海事局")),
    ],
)
def test_who_is_stationed_in_a_city(name, stationed):
    assert is_from_above(name, "临澜市") is stationed


@pytest.mark.parametrize("name", ["中国银行临澜分行", "农业发展银行", "湖州银行", "中国电信临澜分公司", "市农商银行"])
def test_a_bank_that_trades_is_a_company(name):
    assert order_of_kind(name) == order_of_kind("市城投集团")


def test_what_the_ledger_says_goes_before_the_name():
    assert body_of("临澜海关", "临澜市", "government") == "government"
    assert body_of("市盐业服务中心", "临澜市", "enterprise") == "enterprise"
    assert body_of("市盐业服务中心", "临澜市", "what a later program knows") == "government"
    assert body_of("各县(市、区)政府", "临澜市", "county") is None, "a collective is no body"

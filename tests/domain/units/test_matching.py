"""What a printed name means by the register, and what it is near to."""

from dataclasses import replace
from datetime import date

import pytest

from dutytrack.domain.units.matching import Identity, KnownName, Matcher, near_name, slip_of
from dutytrack.domain.units.register import Register, read_register
from dutytrack.domain.units.script import simplified
from dutytrack.seedfiles import seed_path

DAY = date(2015, 3, 1)


@pytest.fixture(scope="module")
def register() -> Register:
    return read_register(seed_path("units.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def matcher(register) -> Matcher:
    return Matcher(register, "临澜市")


@pytest.mark.parametrize(
    "names",
    [
        ("市发改委", "市发展改革委", "市发展和改革委员会", "临澜市发改委", "发改委"),
        ("市發展改革委", "市发改委"),
        ("团市委", "共青团市委员会", "共青团临澜市委员会"),
        ("市税务局", "国家税务总局临澜市税务局"),
        ("临澜海关", "市海关"),
        ("滨海新区管委会", "滨海新区管理委员会"),
        ("高新区管委会", "临澜高新区管委会", "高新技术产业开发区管委会"),
        ("青礁县政府", "青礁县人民政府"),
        ("国家发展改革委", "国家发展和改革委员会", "国家发改委"),
        ("各县(市、区)政府", "各县(市、区)人民政府", "各县市区政府", "各区、县(市)政府"),
        ("市市场监管局", "市场监管局"),
    ],
)
def test_ways_to_write_one_unit_mean_the_same(names, matcher):
    found = {matcher.identity(name, on=DAY) for name in names}

    assert None not in found
    assert len(found) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市科技局", "省科技厅"),
        ("市发改委", "国家发改委"),
        ("青礁县政府", "东屿县政府"),
        ("市政府", "市政府办公室"),
        ("滨海新区管委会", "澜湾新区管委会"),
        ("各县(市、区)政府", "各县(区)政府"),
        ("市农业局", "市林业局"),
        ("市工商局", "市市场监管局"),
        ("市档案局", "市档案馆"),
    ],
)
def test_different_units_never_mean_the_same(one, other, matcher):
    assert matcher.identity(one, on=DAY) is not None
    assert matcher.identity(one, on=DAY) != matcher.identity(other, on=DAY)


@pytest.mark.parametrize(
    "name",
    [
        *("相关部门", "临澜学院", "市科枝局", "各牵头单位", "有关县(市、区)政府", "某市某"),
        *("市教育部", "市国家发改委", "滨海科技局", "滨新区管委会"),
    ],
)
def test_what_the_register_does_not_know_means_nothing(name, matcher):
    assert matcher.identity(name, on=DAY) is None


def test_a_name_means_the_unit_that_bore_it_on_the_day(matcher):
    assert matcher.identity("市交通局", on=date(2005, 1, 1)).id == "traffic"
    assert matcher.identity("市交通局", on=date(2015, 1, 1)).id == "transport"


def test_what_came_after_a_unit_is_named_with_its_own_place(matcher):
    [heir, *_] = matcher.heirs(matcher.identity("市工商局", on=DAY))
    assert heir == matcher.identity("市市场监管局", on=date(2020, 1, 1))
    assert matcher.usual_name(heir) == "市市场监管局"
    [heir, *_] = matcher.heirs(matcher.identity("省卫生厅", on=DAY))
    assert matcher.usual_name(heir) == "省卫计委"


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("市科技局", Identity("science-technology", "city", "市", 0)),
        ("青礁县科技局", Identity("science-technology", "county", "青礁县", 0)),
        ("教育部", Identity("education", "state", "", 0)),
        ("渤海新区管委会", Identity("zone-new-area", "city", "渤海", 0)),
        ("各县(市、区)政府", Identity("county-government", "collective", "县市区", 0)),
        ("国家税务总局甲乙丙丁戊市税务局", Identity("tax", "city", "甲乙丙丁戊市", 0)),
        ("国家税务总局甲乙丙丁戊己市税务局", None),
    ],
)
def test_a_name_means_a_unit_of_a_level_and_an_owner(name, identity, matcher):
    assert matcher.identity(name, on=DAY) == identity


def test_only_a_body_run_from_above_bears_its_head_office_s_name_first(matcher):
    assert matcher.identity("国家税务总局临澜市税务局", on=DAY) == matcher.identity("市税务局", on=DAY)
    assert matcher.identity("教育部市教育局", on=DAY) != matcher.identity("市教育局", on=DAY)


def test_where_the_place_is_not_known_a_zone_is_a_city_s(register):
    nowhere = Matcher(register, "")
    zone = nowhere.identity("渤海新区管委会", on=DAY)

    assert zone == Identity("zone-new-area", "city", "渤海", 0)
    assert [known.name for known in nowhere.names(nowhere.identity("市海关", on=DAY))] == ["市海关"]


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("市科技局", ["市科学技术局", "市科技局"]),
        ("团市委", ["共青团市委员会", "团市委"]),
        ("市海关", ["市海关", "临澜海关"]),
        ("渤海新区管委会", ["渤海新区管理委员会", "渤海新区管委会"]),
        ("新区管委会", ["新区管理委员会", "新区管委会", "临澜新区管理委员会", "临澜新区管委会"]),
        ("各县(市、区)政府", []),
    ],
)
def test_a_unit_has_the_names_that_may_stand_with_its_owner(name, names, matcher):
    assert [known.name for known in matcher.names(matcher.identity(name, on=DAY))] == names


def test_a_unit_s_names_are_full_or_short(matcher):
    assert list(matcher.names(matcher.identity("市科技局", on=DAY))) == [
        KnownName("市科学技术局", "full", None, None),
        KnownName("市科技局", "short", None, None),
    ]


@pytest.mark.parametrize(
    ("name", "usual"), [("市科学技术局", "市科技局"), ("教育部", "教育部"), ("市经济和信息化局", None)]
)
def test_the_usual_name_is_the_short_one_where_there_is_one(name, usual, matcher):
    assert matcher.usual_name(matcher.identity(name, on=DAY)) == usual


def test_names_of_elsewhere_give_no_other_names(matcher):
    variant = matcher.identity("市经济和信息化局", on=DAY)
    assert variant.family == matcher.identity("市工信局", on=DAY).family
    assert list(matcher.names(variant)) == []


def test_names_that_were_others_at_another_time_have_their_time(matcher):
    times = {
        known.name: (known.since, known.until) for known in matcher.names(matcher.identity("市交通运输局", on=DAY))
    }
    assert times == {"市交通运输局": (None, None), "市交通局": (date(2010, 1, 1), None)}
    before = matcher.names(matcher.identity("市交通局", on=date(2005, 1, 1)))
    assert list(before) == [KnownName("市交通局", "full", None, date(2010, 1, 1))]


@pytest.mark.parametrize(
    ("place", "name", "meant"),
    [
        ("临澜省", "省科技厅", "province"),
        ("重庆市", "市科技局", "city"),
        ("湖州市南浔区", "区科技局", "county"),
        ("湖州市南浔区", "市科技局", "city"),
        ("青礁县", "县发改委", "county"),
        ("", "市科技局", "city"),
        ("", "科技局", None),
        ("西双版纳傣族自治州", "州科技局", "city"),
    ],
)
def test_the_place_tells_the_level(place, name, meant, register):
    found = Matcher(register, place).identity(name, on=DAY)
    assert (found and found.level) == meant


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("市自然资源和规化局", ["市自然资源和规划局", "市财政局"], "市自然资源和规划局"),
        ("市国有资产监管委", ["市国有资产监督管理委", "市财政局"], "市国有资产监督管理委"),
        ("临澜海洋职业学阮", ["临澜海洋职业学院"], "临澜海洋职业学院"),
        ("市农业局", ["市林业局", "市工业局"], None),
        ("临澜东部新区管委会", ["临澜西部新区管委会"], None),
        ("市软环境建设办公室", ["市硬环境建设办公室"], None),
        ("海兴县人民政府", ["海港县人民政府"], None),
        ("市科技局", ["市科技馆"], None),
        ("市科学技术局", ["市科学技术馆"], None),
        ("市水利电局", ["市水利电力局"], "市水利电力局"),
        ("市水利电力局", ["市水利电局"], "市水利电局"),
        ("临澜海样师学院", ["临澜海洋师学院"], "临澜海洋师学院"),
        ("临澜海样学院", ["临澜海洋学院"], None),
        ("临澜海样职学院", ["临澜海洋职业学院"], None),
        ("临澜海洋职业学院", ["临澜工商管理学院"], None),
        ("市自然资源局", [], None),
    ],
)
def test_only_what_may_be_a_misprint_is_near(name, known, expected):
    found = near_name(name, known)
    assert (found and found.name) == expected


@pytest.mark.parametrize(
    ("name", "known", "score"),
    [
        ("市自然源局", "市自然资源局", 6 / 7),
        ("市国有资产监管委", "市国有资产监督管理委", 6 / 7),
        ("临澜海洋职业学阮", "临澜海洋职业学院", 7 / 8),
        ("临澜海样师学院", "临澜海洋师学院", 4 / 5),
    ],
)
def test_a_likeness_is_the_share_of_what_is_alike(name, known, score):
    assert near_name(name, [known]).score == pytest.approx(score)


def test_traditional_characters_are_read_as_simplified_ones():
    assert simplified("市人力資源和社會保障局") == "市人力资源和社会保障局"
    assert simplified("市科技局") == "市科技局"


@pytest.mark.parametrize(
    ("typed", "known", "expected"),
    [
        ("市科技居", ["市财政局", "市科技局"], "市科技局"),
        ("科技居", ["科技局"], "科技局"),
        ("市科局", ["市科技局"], "市科技局"),
        ("市科科技局", ["市科技局"], "市科技局"),
        ("市技科局", ["市科技局"], "市科技局"),
        ("市財政句", ["市财政局"], "市财政局"),
        ("市财正局", ["市财政局"], "市财政局"),
        ("市工新局", ["市工信局"], "市工信局"),
        ("市财", ["市工信局", "市财政局"], "市财政局"),
        ("财政", ["市财政局"], "市财政局"),
        ("SHI科技局", ["市科技局"], "市科技局"),
        ("市keji局", ["市科技局"], "市科技局"),
        ("LNG建设指挥部", ["机场建设指挥部"], None),
        ("青礁县", ["青礁县人民政府"], None),
        ("市新区办", ["市老区办"], None),
        ("市大数据局", ["市数据局"], None),
        ("市科技局", ["市科技局"], None),
        ("市水利局", ["市财政局"], None),
        ("市东部办", ["市西部办"], None),
        ("第一中学", ["第二中学"], None),
        ("海兴县人民政府", ["海港县人民政府"], None),
        ("团委", ["妇委"], None),
        ("keji局", ["科技局"], None),
        ("市", ["市财政局"], None),
    ],
)
def test_one_slip_of_the_hand_is_found(typed, known, expected):
    assert slip_of(typed, known) == expected


@pytest.mark.parametrize(
    ("day", "held"),
    [(date(2014, 2, 28), False), (date(2014, 3, 1), True), (date(2018, 2, 28), True), (date(2018, 3, 1), False)],
)
def test_a_unit_holds_its_names_from_its_first_day_to_the_day_before_it_is_gone(day, held, register):
    body = replace(next(iter(register.bodies.values())), since=date(2014, 3, 1), until=date(2018, 3, 1))

    assert body.held_on(day) == held

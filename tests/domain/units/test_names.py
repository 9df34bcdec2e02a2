"""What a unit's name tells."""

import pytest

from dutytrack.domain.units.names import (
    NameParts,
    is_local,
    is_vague,
    name_parts,
    split_names,
    tidy_name,
    unit_kind,
    with_place,
)


@pytest.mark.parametrize(
    "name",
    [
        "各县(市、区)政府",
        "各区、县(市)政府",
        "各县区人民政府",
        "各高校",
        "市直各部门党委(党组)",
        "市直各相关部门",
        "驻沧银行机构",
        "省级以上工业园区",
        "建设国家创新型城市试点工作领导小组成员单位",
        "有关县(市、区)政府",
        "相关市直部门、单位",
    ],
)
def test_collectives_stand_for_several_units(name):
    assert unit_kind(name) == "collective"


@pytest.mark.parametrize(
    "name",
    [
        "市科技局",
        "市科技局(知识产权局)",
        "渤海新区管委会",
        "东陵区(浑南新区)政府",
        "中国人民银行沧州市中心支行",
        "“创新之城”建设专项小组",
        "湖州职技院",
        "唐海县",
    ],
)
def test_a_unit_is_one_unit(name):
    assert unit_kind(name) == "unit"


def test_a_vague_name_does_not_say_who():
    assert is_vague("相关部门")
    assert is_vague("有关县(市、区)政府")
    assert not is_vague("各县(市、区)政府")


def test_an_alias_in_brackets_is_another_name_of_the_unit():
    assert name_parts("市科技局（知识产权局）") == NameParts("市科技局", ("市科技局(知识产权局)", "知识产权局"))


def test_an_alias_in_the_middle_takes_the_rest_of_the_name():
    assert name_parts("东陵区(浑南新区)政府") == NameParts("东陵区政府", ("东陵区(浑南新区)政府", "浑南新区政府"))


def test_the_brackets_of_a_collective_belong_to_its_name():
    assert name_parts("各县(市、区)政府") == NameParts("各县(市、区)政府")
    assert name_parts("市直各部门党委(党组)").aliases == ()


def test_spaces_and_full_width_brackets_make_no_other_name():
    assert tidy_name("市政府办 （市智慧办）") == "市政府办(市智慧办)"
    assert tidy_name("\u2f45\u2f2f\u2f12和\u2f83来\u2f54\u2f94") == "方工力和自来水言"
    assert tidy_name("\u2ea0政局\uf979") == "民政局凉"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市科技局", ("市科技局",)),
        ("市科技局、市财政局，市教育局; ", ("市科技局", "市财政局", "市教育局")),
        (
            "各县(市、区)政府、市科技局（市知识产权局、地震局）",
            ("各县(市、区)政府", "市科技局（市知识产权局、地震局）"),
        ),
        ("各区、县(市)政府", ("各区、县(市)政府",)),
        (" ", ()),
    ],
)
def test_names_typed_in_one_text_are_told_apart(text, names):
    assert split_names(text) == names


@pytest.mark.parametrize(
    "name", ["青礁县政府", "吴兴区", "高新区管委会", "青县县委", "运河区委", "胶州市政府", "新华区人民政府"]
)
def test_who_governs_a_place_within_the_city_is_local(name):
    assert is_local(name)


@pytest.mark.parametrize("name", ["团市委", "共青团市委", "团县委", "民建市委", "市委", "市委办", "市政府", "市卫健委"])
def test_a_committee_of_the_city_or_of_a_party_is_not(name):
    assert not is_local(name)


def test_a_unit_may_be_named_with_its_place_in_brackets_of_either_width():
    assert (
        with_place("市科技局 (沧州市)") == with_place("市科技局（沧州市）") == {"name": "市科技局", "place": "沧州市"}
    )
    assert with_place("市科技局") is None

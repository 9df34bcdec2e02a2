"""Unit names in full, as lists print them."""
# ruff: noqa: E501 - a plan's line stands on a line

import pytest

from dutytrack.plantext.plan.reader import read_plans

PLAN = "云江市工作方案\n我市制定本方案。\n一、重点任务\n1.推进工作。加强建设。({clause})\n2.其他工作。加强管理。(责任单位:市科技局、市商务局)\n"


def names(clause: str) -> str:
    task = read_plans(PLAN.format(clause=clause), "plan.txt")[0].tasks[0]
    return "、".join(mention.name for mention in (*task.lead, *task.responsible, *task.participating))


CASES = {
    "shared suffix of districts": ("吴兴区、德清县、长兴县人民政府", "吴兴区人民政府、德清县人民政府、长兴县人民政府"),
    "shared suffix of zones": ("渤海新区、开发区、高新区管委会", "渤海新区管委会、开发区管委会、高新区管委会"),
    "a district takes no zone's board": (
        "吴兴区、南浔区政府,南太湖新区管委会",
        "吴兴区政府、南浔区政府、南太湖新区管委会",
    ),
    "district called lake": ("西湖区、拱墅区、滨江区政府", "西湖区政府、拱墅区政府、滨江区政府"),
    "shared prefix": ("市发改委、科技局", "市发改委、市科技局"),
    "prefix of another level stays": (
        "省发展改革委、教育厅,省税务局,各设区市政府",
        "省发展改革委、省教育厅、省税务局、各设区市政府",
    ),
    "market is no level": ("市发改委、市场监管局、政务服务局", "市发改委、市市场监管局、市政务服务局"),
    "municipal works are no level": ("市发改委、市政园林局、市容环卫中心", "市发改委、市市政园林局、市市容环卫中心"),
    "party organs": (
        "市委宣传部、网信办、文明办,市文旅局、体育局",
        "市委宣传部、市委网信办、市文明办、市文旅局、市体育局",
    ),
    "district's party organs": (
        "区委组织部、宣传部、政法委,区法院、检察院",
        "区委组织部、区委宣传部、区委政法委、区法院、区检察院",
    ),
    "mass organisations": ("市科协、团市委、妇联、总工会、工商联", "市科协、团市委、市妇联、市总工会、市工商联"),
    "和 inside names": (
        "市人力资源和社会保障局、住房和城乡建设局及各县(市、区)人民政府",
        "市人力资源和社会保障局、市住房和城乡建设局、各县(市、区)人民政府",
    ),
    "和 between names": ("市财政局和各区人民政府", "市财政局、各区人民政府"),
    "与 between names": ("市教育局与体育局", "市教育局、市体育局"),
    "party and board committee": ("渤海新区党工委和管委会", "渤海新区党工委和管委会"),
    "collective with levels": ("各县(市、区)政府、各高校", "各县(市、区)政府、各高校"),
    "collective with a separator": ("各区、县(市)政府、开发区管委会", "各区、县(市)政府、开发区管委会"),
    "collective of three levels": ("各县、市、区人民政府,各开发区管委会", "各县、市、区人民政府、各开发区管委会"),
    "collective of party and government": ("各区县党委、政府,市直各部门", "各区县党委、政府、市直各部门"),
    "collective of towns": ("各乡镇、街道,区直有关部门", "各乡镇、街道、区直有关部门"),
    "departments of two levels": ("市、县(区)教育行政部门", "市、县(区)教育行政部门"),
    "departments and units": ("市委综治办及相关市直部门、单位", "市委综治办、相关市直部门、单位"),
    "alias in brackets": ("市政府办(市智慧办)、市科技局(知识产权局)", "市政府办(市智慧办)、市科技局(知识产权局)"),
    "closing etc": ("市教育局、公安局等部门", "市教育局、市公安局"),
    "closing etc with a collective": ("市规划局等相关部门和各县(市、区)政府", "市规划局、相关部门、各县(市、区)政府"),
    "shared noun": ("市教育、财政、人社部门", "市教育部门、市财政部门、市人社部门"),
    "proper names": (
        "国网云江供电公司、市水务集团、自来水公司、云江学院、云江日报社",
        "国网云江供电公司、市水务集团、自来水公司、云江学院、云江日报社",
    ),
    "qualified zones": (
        "各县(市、区)政府,省级以上高新区、工业园区",
        "各县(市、区)政府、省级以上高新区、省级以上工业园区",
    ),
    "level from a later name": ("水利局、市财政局", "市水利局、市财政局"),
    "state offices": ("市审计局、统计局,国家统计局云江调查队", "市审计局、市统计局、国家统计局云江调查队"),
    "collective with other places in brackets": (
        "各县、区人民政府(管委会),市直相关部门和单位",
        "各县、区人民政府(管委会)、市直相关部门和单位",
    ),
    "collective of three levels with zones in brackets": (
        "各县、市、区人民政府(开发区管委会)",
        "各县、市、区人民政府(开发区管委会)",
    ),
    "collective of levels in brackets with boards": (
        "各区、县(市)政府(管委会)、各县(市)、区政府(管委会)",
        "各区、县(市)政府(管委会)、各县(市)、区政府(管委会)",
    ),
    "collective of prefectures": ("各市、州人民政府(管委会)", "各市、州人民政府(管委会)"),
    "collective of autonomous counties": ("各县、自治县、区人民政府", "各县、自治县、区人民政府"),
    "collective of towns with boards": ("各镇、街道办事处(管委会)", "各镇、街道办事处(管委会)"),
    "governments and boards": ("各县(市、区)政府、管委会、市财政局", "各县(市、区)政府、管委会、市财政局"),
    "party and government with boards": (
        "各县(市、区)党委(党工委)、政府(管委会)",
        "各县(市、区)党委(党工委)、政府(管委会)",
    ),
    "及 inside names": ("市人力资源及社会保障局、住房及城乡建设局", "市人力资源及社会保障局、市住房及城乡建设局"),
    "及 between names": ("市财政局及税务局", "市财政局、市税务局"),
    "blanks between": ("市总工会 市妇联 团市委", "市总工会、市妇联、团市委"),
}


@pytest.mark.parametrize(("printed", "full"), CASES.values(), ids=CASES.keys())
def test_names_in_full(printed, full):
    assert names("责任单位:" + printed) == full


def test_raw_stays_as_printed():
    task = read_plans(PLAN.format(clause="牵头单位:市发改委、科技局"), "plan.txt")[0].tasks[0]
    assert [mention.raw for mention in task.lead] == ["市发改委", "科技局"]
    assert task.lead[1].span is not None
    line = PLAN.format(clause="牵头单位:市发改委、科技局").split("\n")[task.lead[1].span.line - 1]
    assert line[task.lead[1].span.start : task.lead[1].span.end] == "科技局"


def test_unclosed_bracket_of_a_collective_is_mended_with_a_problem():
    task = read_plans(PLAN.format(clause="责任单位:市财政局、各县(市、区政府"), "plan.txt")[0].tasks[0]
    assert [mention.name for mention in task.responsible] == ["市财政局", "各县(市、区)政府"]
    assert task.responsible[1].raw == "各县(市、区政府"
    assert {"mended-misprint", "unbalanced-bracket"} <= {problem.code for problem in task.problems}


def test_misprinted_end_is_mended_where_the_same_list_stands_elsewhere():
    text = (
        "云江市方案\n一、任务\n1.甲事。(责任单位:滨海新区、临港区管理委会)\n2.乙事。(责任单位:滨海新区、临港区管理位全)\n"
        "3.丙事。(责任单位:滨海新区、临港区管理委会)\n"
    )
    task = read_plans(text, "plan.txt")[0].tasks[1]
    assert task.responsible[-1].name == "临港区管理委会"
    assert task.responsible[-1].raw == "临港区管理位全"
    assert "mended-misprint" in {problem.code for problem in task.problems}


def test_real_units_one_character_apart_are_not_mended():
    text = "云江市方案\n一、任务\n1.甲事。(责任单位:市人社局)\n2.乙事。(责任单位:市人防局)\n3.丙事。(责任单位:市人社局)\n4.丁事。(责任单位:市人社局)\n"
    assert read_plans(text, "plan.txt")[0].tasks[1].responsible[0].name == "市人防局"


def test_a_name_half_unlike_another_is_no_misprint_of_it():
    items = "".join(f"{n}.甲事。(牵头单位:市公安局;参加单位:云海交投集团)\n" for n in range(1, 4))
    text = f"云海市方案\n一、任务\n{items}4.乙事。(牵头单位:市公安局;参加单位:云海交响乐坊)\n"
    assert read_plans(text, "plan.txt")[0].tasks[3].participating[0].name == "云海交响乐坊"


def test_ministries_take_no_level():
    text = "全国工作方案\n一、任务\n(一)甲事。(科技部牵头,财政部、市场监管总局、各省级人民政府配合)\n(二)乙事。(体育总局负责)\n"
    task = read_plans(text, "plan.txt")[0].tasks[0]
    assert [m.name for m in (*task.lead, *task.participating)] == ["科技部", "财政部", "市场监管总局", "各省级人民政府"]


def test_level_taken_from_the_rest_of_the_plan_is_a_problem():
    text = "云江市方案\n一、任务\n1.甲事。(牵头单位:市科技局)\n2.乙事。(牵头单位:金融办)\n3.丙事。(牵头单位:市财政局)\n"
    task = read_plans(text, "plan.txt")[0].tasks[1]
    assert [(m.name, m.raw) for m in task.lead] == [("市金融办", "金融办")]
    assert "ambiguous-prefix" in {problem.code for problem in task.problems}


@pytest.mark.parametrize(
    ("name", "doubted"), [("雁湖湿地保护中心", True), ("河湖管理中心", False), ("科技中心", False)]
)
def test_a_name_that_begins_with_a_lakes_may_be_whole(name, doubted):
    text = f"云江市方案\n一、任务\n1.甲事。(牵头单位:市科技局;配合单位:市科协、{name})\n"
    task = read_plans(text, "plan.txt")[0].tasks[0]
    assert ("ambiguous-prefix" in {problem.code for problem in task.problems}) is doubted


def test_shared_ends_are_given_in_the_plans_own_script():
    text = "雲江市方案\n一、任務\n1.甲事。(責任單位:濱海新區、開發區管委會,縣農業局、財政局)\n2.乙事。(責任單位:縣水務局)\n"
    task = read_plans(text, "plan.txt")[0].tasks[0]
    assert [m.name for m in task.responsible] == ["濱海新區管委會", "開發區管委會", "縣農業局", "縣財政局"]


def test_a_place_that_may_share_the_end_of_a_zone_is_a_doubt():
    task = read_plans(PLAN.format(clause="责任单位:青礁县、澜湾新区管委会"), "plan.txt")[0].tasks[0]
    assert [mention.name for mention in task.responsible] == ["青礁县", "澜湾新区管委会"]
    facts = {"raw": "青礁县", "name": "青礁县", "alternative": "青礁县管委会"}
    assert [problem.facts for problem in task.problems if problem.code == "ambiguous-suffix"] == [facts]

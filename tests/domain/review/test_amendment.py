"""Tasks of a plan paired with those of its later text, and what differs told by kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dutytrack.domain.plan.model import ParsedTask, PlanDeadline, PlanIndicator, PlanRecurrence, UnitMention
from dutytrack.domain.review.amendment import Mended, PlanDifference, StandingTask, TaskChange, compare
from dutytrack.plantext.plan.reader import read_plans

TEXT = """滨海市科技创新行动计划(2025-2026年)

一、重点任务
(一)建设创新平台。到2025年底前,新建市级重点实验室3家。每季度报送进展。
牵头单位:市科技局;责任单位:市财政局、市教育局
(二)引进高层次人才。2026年6月底前,引进高层次人才100名。
牵头单位:市人社局;配合单位:市科技局
(三)推动成果转化。到2026年底,技术合同成交额达到50亿元。
牵头单位:市工信局;责任单位:市商务局
"""


def tasks_of(text: str) -> tuple[ParsedTask, ...]:
    return read_plans(text, "plan.txt")[0].tasks


def standing(text: str = TEXT) -> list[StandingTask]:
    return [StandingTask(f"BH25-{number}", task) for number, task in enumerate(tasks_of(text), start=1)]


def difference(*changes: tuple[str, str]) -> PlanDifference:
    later = TEXT
    for before, after in changes:
        assert before in later
        later = later.replace(before, after)
    return compare(standing(), tasks_of(later))


def changed(found: PlanDifference) -> list[TaskChange]:
    return [change for change in found.changes if not change.is_same]


def test_the_same_text_rewrapped_is_the_same():
    found = difference(("建设创新平台", "建设 创新平台"), ("牵头单位:市工信局;", "牵头单位:市工信局;"))

    assert found.is_empty
    assert found.count("same") == 3
    assert found.kept_share == 1


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("推动成果转化", "推动科技成果转化和应用", ("reworded",)),
        ("责任单位:市商务局", "责任单位:市商务局、市财政局", ("units",)),
        ("2026年6月底前", "2026年9月底前", ("deadline", "figures")),
        ("成交额达到50亿元", "成交额达到60亿元", ("figures",)),
        ("每季度报送进展", "每月报送进展", ("reworded", "deadline")),
        ("引进高层次人才100名", "引进高层次人才和团队150名", ("reworded", "figures")),
    ],
)
def test_each_kind_of_change_is_told_apart(before, after, kinds):
    [change] = changed(difference((before, after)))

    assert change.kinds == kinds


def test_a_change_tells_each_field_before_and_after():
    [change] = changed(difference(("责任单位:市商务局", "责任单位:市财政局")))

    assert change.key == "BH25-3"
    assert [(field.field, field.before, field.after) for field in change.fields] == [
        ("responsible", "市商务局", "市财政局")
    ]


def test_a_long_text_shows_only_what_differs():
    [change] = changed(difference(("到2025年底前,新建市级重点实验室3家", "到2025年底前,新建市级重点实验室5家")))

    text = next(field for field in change.fields if field.field == "text")
    assert text.before == "…建市级重点实验室3家。每季度报送进…"
    assert text.after == "…建市级重点实验室5家。每季度报送进…"


def test_a_task_that_is_inserted_shifts_numbers_and_nothing_else():
    later = TEXT.replace("(三)推动", "(四)推动").replace("(二)引进", "(三)引进")
    head, tail = later.split("(三)引进")
    later = f"{head}(二)完善服务网络。到2026年底,建成服务站30个。\n牵头单位:市商务局\n(三)引进{tail}"

    found = compare(standing(), tasks_of(later))

    assert [change.kinds for change in found.changes] == [("same",), ("added",), ("same",), ("same",)]
    assert [change.key for change in found.changes] == ["BH25-1", "", "BH25-2", "BH25-3"]


def test_tasks_of_one_pattern_are_not_paired_by_numbers_that_shifted():
    def plan(numbers):
        return [
            ParsedTask(
                ref=str(place), label=f"{place}.", section=(), title=f"建设第{n}号平台", lines=(place, place),
                text=f"建设第{n}号平台。依托第{n}研究院,新建{'重点' if len(numbers) < 30 else ''}实验室{n}家。",
            )
            for place, n in enumerate(numbers, start=1)
        ]  # fmt: skip

    before = [StandingTask(f"K-{n}", task) for n, task in enumerate(plan(range(1, 31)), start=1)]
    found = compare(before, plan([*range(1, 11), *range(16, 31)]))

    assert [change.key for change in found.changes if "dropped" in change.kinds] == [f"K-{n}" for n in range(11, 16)]


def test_a_task_that_is_gone_stands_after_the_one_it_followed():
    later = TEXT.replace(
        "(二)引进高层次人才。2026年6月底前,引进高层次人才100名。\n牵头单位:市人社局;配合单位:市科技局\n", ""
    )

    found = compare(standing(), tasks_of(later))

    assert [(change.key, change.kinds) for change in found.changes] == [
        ("BH25-1", ("same",)),
        ("BH25-2", ("dropped",)),
        ("BH25-3", ("same",)),
    ]


def test_another_task_under_the_same_number_is_no_rewording():
    before = "引进高层次人才。2026年6月底前,引进高层次人才100名。"
    found = difference((before, "整治港区环境。2026年10月底前,清理岸线30公里。"))

    assert sorted(change.kinds for change in changed(found)) == [("added",), ("dropped",)]


def test_pairs_are_one_to_one_and_the_likest_wins():
    one = tasks_of(TEXT)[2]
    near = replace(one, title="推动成果转化应用", ref="一.(四)")
    found = compare([StandingTask("A", one)], [near, replace(one, ref="一.(九)")])

    assert [(change.key, change.kinds) for change in found.changes] == [("", ("added",)), ("A", ("same",))]


def test_a_dropped_task_that_is_back_stands_again_and_one_that_stays_away_is_not_told():
    kept = standing()
    gone = replace(kept[1], dropped=True)

    back = compare([kept[0], gone, kept[2]], tasks_of(TEXT))
    away = compare([kept[0], gone, kept[2]], (kept[0].task, kept[2].task))

    assert [change.kinds for change in back.changes] == [("same",), ("restored",), ("same",)]
    assert away.is_empty


def test_a_date_that_the_office_set_stays_where_the_words_are_printed_again():
    [first, second, third] = standing()
    mended = replace(second.task, deadlines=(PlanDeadline(date(2026, 7, 15), "day", second.task.deadlines[0].text),))
    settled = replace(second, task=mended, settled=frozenset({second.task.deadlines[0].text}))

    found = compare([first, settled, third], tasks_of(TEXT))

    assert found.is_empty
    assert found.changes[1].after.deadlines[0].date == date(2026, 7, 15)


def test_each_field_that_may_differ_is_told():
    before = ParsedTask(ref="1", label="1.", section=(), title="建设实验室", text="建设实验室,配齐设备。", lines=(1, 1))
    after = replace(
        before,
        lead=(UnitMention("市科技局", "市科技局"),),
        participating=(UnitMention("市财政局", "市财政局"),),
        leader=("许明",),
        deadlines=(PlanDeadline(None, "year", "到201*年"),),
        recurring=(PlanRecurrence("yearly", 1, "每年"),),
        indicators=(PlanIndicator("实验室", ">=", 2, "家", None, None, "2-3家", 3),),
    )
    [change] = compare([StandingTask("A", before)], [after]).changes

    assert change.kinds == ("units", "deadline", "figures")
    assert {field.field: field.after for field in change.fields} == {
        "lead": "市科技局",
        "participating": "市财政局",
        "leader": "许明",
        "deadlines": "到201*年",
        "recurring": "每年",
        "indicators": "实验室 >=2-3家",
    }


def bare(title: str, text: str, ref: str = "1", label: str = "") -> ParsedTask:
    return ParsedTask(ref, label, (), title, text, (1, 1))


TEN = "甲乙丙丁戊己庚辛壬癸"


def alike(tenths: int) -> str:
    """Ten characters of which so many are those of TEN."""
    return TEN[:tenths] + "子丑寅卯辰巳午未申酉"[tenths:]


@pytest.mark.parametrize(
    ("title", "text", "later_ref", "pair"),
    [
        (6, 6, "2", True),
        (6, 5, "2", False),
        (10, 3, "2", True),
        (10, 1, "2", False),
        (2, 10, "2", True),
        (5, 4, "1", True),
        (4, 4, "1", False),
        (5, 5, "2", False),
    ],
)
def test_a_pair_is_alike_by_three_fifths_or_less_under_one_number(title, text, later_ref, pair):
    found = compare([StandingTask("A", bare(TEN, TEN))], [bare(alike(title), alike(text), later_ref)])

    assert [change.kinds for change in found.changes] == [("reworded",)] if pair else [("dropped",), ("added",)]


def test_tasks_without_numbers_have_no_number_in_common():
    found = compare([StandingTask("A", bare(TEN, TEN, ref=""))], [bare(alike(5), alike(5), ref="")])

    assert [change.kinds for change in found.changes] == [("dropped",), ("added",)]


@pytest.mark.parametrize(("ref", "key"), [("2", "B"), ("1", "A"), ("9", "A")])
def test_of_two_tasks_as_alike_that_of_the_same_number_is_meant_else_the_nearest(ref, key):
    standing = [StandingTask("A", bare(alike(8), TEN, "1")), StandingTask("B", bare(alike(8), TEN, "2"))]

    for title in (alike(8), TEN):
        found = compare(standing, [bare(title, TEN, ref)])
        assert [change.key for change in found.changes if change.after] == [key]


@pytest.mark.parametrize("title", [TEN, alike(8)])
def test_of_two_tasks_as_alike_the_nearest_in_place_is_meant(title):
    standing = [StandingTask(key, bare(title, TEN, ref="")) for key in "AB"]
    found = compare(standing, [bare("整治港区环境", "清理岸线", ref=""), bare(TEN, TEN, ref="")])

    assert [change.key for change in found.changes if change.after] == ["", "B"]


def test_tasks_of_the_same_words_are_paired_by_number_and_then_by_place():
    standing = [StandingTask(key, bare(TEN, TEN, ref)) for key, ref in (("A", "1"), ("B", "2"), ("C", "3"))]

    by_number = compare(standing, [bare(TEN, TEN, ref) for ref in ("3", "1", "2")])
    by_place = compare(standing, [bare(TEN, TEN, ref) for ref in ("7", "8", "9")])

    assert [change.key for change in by_number.changes] == ["C", "A", "B"]
    assert [change.key for change in by_place.changes] == ["A", "B", "C"]


def test_a_printed_number_that_has_shifted_is_no_rewording():
    before, after = bare(TEN, f"(一){TEN}", label="(一)"), bare(TEN, f" (二){TEN}", label="(二)")

    assert compare([StandingTask("A", before)], [after]).is_empty


def test_a_first_task_that_is_gone_stands_first():
    later = [task.task for task in standing()[1:]]

    assert [change.kinds for change in compare(standing(), later).changes] == [("dropped",), ("same",), ("same",)]


def test_what_is_added_is_told_with_its_task():
    new = bare(TEN, TEN)
    [change] = compare([], [new]).changes

    assert (change.kinds, change.before, change.after) == (("added",), None, new)
    assert (change.key, change.ref, change.title) == ("", "1", TEN)


def test_a_change_is_named_by_its_key_or_its_number():
    [change] = compare([StandingTask("A", bare(TEN, TEN, "1"))], [bare(TEN, TEN, "2")]).changes

    assert [change.is_named(names) for names in ({"A"}, {"2"}, {"A", "2"}, {"1"}, set())] == [True] * 3 + [False] * 2


def test_a_number_that_is_no_figure_is_wording():
    [change] = compare([StandingTask("A", bare("第1号平台", TEN))], [bare("第2号平台", TEN)]).changes

    assert change.kinds == ("reworded",)
    assert [(one.field, one.before, one.after) for one in change.fields] == [("title", "第1号平台", "第2号平台")]


def test_a_date_that_stays_is_as_exact_as_the_office_set_it():
    before = replace(bare(TEN, TEN), deadlines=(PlanDeadline(date(2026, 7, 31), "month", "上半年"),))
    after = replace(before, deadlines=(PlanDeadline(date(2026, 6, 30), "day", "上半年"),))
    [change] = compare([StandingTask("A", before, settled=frozenset({"上半年"}))], [after]).changes

    assert change.after.deadlines == before.deadlines


def led(*names: str) -> ParsedTask:
    return replace(bare(TEN, TEN), lead=tuple(UnitMention(name, name) for name in names))


@pytest.mark.parametrize(
    ("stands", "read", "lead"),
    [
        ("市科技局", "市科枝局", "市科技局"),
        ("市科技局", "市财政局", "市财政局"),
        ("市工信局", "市科枝局", "市科枝局"),
    ],
)
def test_what_was_mended_stays_where_it_still_stands_and_is_read_wrongly_again(stands, read, lead):
    mended = (Mended("lead", "市科枝局", "市科技局"),)
    [change] = compare([StandingTask("A", led(stands), mended=mended)], [led(read)]).changes

    assert [unit.name for unit in change.after.lead] == [lead]
    assert change.is_same is (lead == stands)


def test_what_can_not_be_mended_again_keeps_nothing_else_from_it():
    nameless = PlanIndicator("", ">=", 3, "家", None, None, "")
    before = replace(led("市科技局"), indicators=(nameless,))
    after = replace(led("市科枝局"), indicators=(replace(nameless, name="平台"),))
    mended = (Mended("indicators", "平台 | >=3 家", "| >=3 家"), Mended("lead", "市科枝局", "市科技局"))
    [change] = compare([StandingTask("A", before, mended=mended)], [after]).changes

    assert ([unit.name for unit in change.after.lead], change.kinds) == (["市科技局"], ("figures",))


def test_fields_of_several_values_are_told_as_lists():
    before = replace(
        led("市科技局", "市教育局"),
        leader=("张三", "李四"),
        deadlines=(PlanDeadline(None, "year", "到201*年"), PlanDeadline(date(2026, 6, 30), "day", "6月底")),
        indicators=(PlanIndicator("实验室", ">=", 3, "家", date(2026, 6, 30), None, ""),),
    )
    after = replace(led("市财政局", "市水利局"), leader=("王五", "赵六"), deadlines=before.deadlines[1:])
    [change] = compare([StandingTask("A", before)], [after]).changes

    assert {field.field: (field.before, field.after) for field in change.fields} == {
        "lead": ("市科技局、市教育局", "市财政局、市水利局"),
        "leader": ("张三、李四", "王五、赵六"),
        "deadlines": ("到201*年、2026-06-30", "2026-06-30"),
        "indicators": ("实验室 >=3家 (2026-06-30)", ""),
    }


@pytest.mark.parametrize(
    ("head", "differs", "tail", "shown"),
    [
        (8, "丙", 8, "甲甲甲甲甲甲甲甲丙乙乙乙乙乙乙乙乙"),
        (9, "丙", 9, "…甲甲甲甲甲甲甲甲丙乙乙乙乙乙乙乙乙…"),
        (0, "丙", 9, "丙乙乙乙乙乙乙乙乙…"),
        (50, "丙", 60, "…甲甲甲甲甲甲甲甲丙乙乙乙乙乙乙乙乙…"),
        (8, "丙 \n丙", 8, "甲甲甲甲甲甲甲甲丙 丙乙乙乙乙乙乙乙乙"),
        (8, "丙" * 64, 8, "甲" * 8 + "丙" * 64 + "乙" * 8),
        (8, "丙" * 65, 8, "甲" * 8 + "丙" * 65 + "乙" * 7 + "…"),
        (20, "丙" * 65, 20, "…" + "甲" * 8 + "丙" * 65 + "乙" * 7 + "…"),
    ],
)
def test_a_difference_is_told_with_eight_characters_around_and_eighty_at_the_most(head, differs, tail, shown):
    before, after = (bare(TEN, "甲" * head + middle + "乙" * tail) for middle in (differs, "丁"))
    [change] = compare([StandingTask("A", before)], [after]).changes

    assert [(field.field, field.before) for field in change.fields] == [("text", shown)]


def test_pairing_reworded_tasks_grows_no_faster_than_their_pairs(growth):
    body = "依托高校和科研院所建设公共平台,对入驻企业给予场地、设备和资金支持。"

    def pairing(count):
        before = [
            ParsedTask(ref=str(n), label="", section=(), title=f"第{n}号平台建设", text=f"{n}{body * 6}", lines=(n, n))
            for n in range(count)
        ]
        after = [replace(task, title="推进" + task.title, text=task.text[:-9] + "方便群众。") for task in before]
        standing = [StandingTask(f"K-{task.ref}", task) for task in before]
        assert compare(standing, after).count("reworded") == count
        return lambda: compare(standing, after)

    assert growth(pairing, 60) < 6

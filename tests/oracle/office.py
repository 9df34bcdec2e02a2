"""A year and a half of an office's work at the shell, drawn at random from a seed: every kind of act on many tasks."""

from __future__ import annotations

import random
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dutytrack.cli.app import app

Command = tuple[date, *tuple[str, ...]]
"""The day a command is given on, and its words."""
FIRST, LAST = date(2025, 1, 10), date(2026, 9, 30)
LEADS = ("市科技局", "市财政局", "市人社局", "市教育局", "市工信局", "市商务局")
SHARING = ("市司法局", "市审计局", "市统计局")
TOWNS = ("东区政府", "西区政府", "南区政府")
COLLECTIVE = "各县(市、区)政府"
DUTIES = ("每季度报送进展。", "每半年组织一次培训。", "每月上报情况。", "每年开展一次评估。")
FIGURES = (
    "新建市级重点实验室{n}家。",
    "引进高层次人才{n}名。",
    "技术合同成交额达到{n}亿元。",
    "农村卫生厕所普及率达到{n}%。",
    "到2025年、2026年高新技术企业分别达到{n}家、{m}家。",
    "每年举办活动{n}场。",
    "新建公园{n}个,改造道路{m}公里。",
)
DATES = (
    "2025年6月底前完成。",
    "2025年9月底前完成。",
    "到2025年底完成。",
    "2026年3月底前完成。",
    "2026年6月底前完成。",
    "",
    "",
)
TOPICS = re.findall("..", "平台人才企业园区口岸港口校园医院社区乡村水库森林公路铁路粮库市场专利标准数据税费")
CHECKED = ("--how", "site", "--by", "沈知远", "--text", "现场看过")
MORE = ("整治河道", "修缮校舍", "办理提案", "清理积案", "核查举报", "落实批示", "回访企业", "改造旧厂")


class Office:
    """Gives commands within this process, each on its own day, and counts which were taken."""

    def __init__(self, ledger: Path, environment: pytest.MonkeyPatch, *, named: bool = True) -> None:
        self.ledger = ledger
        self.taken: Counter[str] = Counter()
        self._environment = environment
        self._runner = CliRunner()
        if named:
            environment.setenv("DUTYTRACK_LEDGER", str(ledger))
        environment.setenv("DUTYTRACK_ACTOR", "督查室 罗青禾")
        environment.setenv("DUTYTRACK_CONFIG", "")
        environment.setenv("LC_ALL", "C.UTF-8")

    def do(self, today: date, *args: object) -> bool:
        """Whether the command was taken; refusals are part of an office's life, crashes are not."""
        self._environment.setenv("DUTYTRACK_TODAY", today.isoformat())
        result = self._runner.invoke(app, [str(arg) for arg in args], catch_exceptions=False)
        assert result.exit_code in {0, 2}, result.stderr
        self.taken[str(args[0]) if result.exit_code == 0 else "refused"] += 1
        return result.exit_code == 0

    def asked(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """What the tables hold."""
        with closing(sqlite3.connect(self.ledger)) as connection:
            return connection.execute(sql, values).fetchall()


def plan_text(draw: random.Random, number: int, tasks: int) -> str:
    """A plan document of so many tasks."""
    lines = [f"滨海市{'科技创新' if number == 1 else '民生实事'}行动计划(2025-2026年)", "", "一、重点任务"]
    for place in range(tasks):
        topic = (
            f"{draw.choice(('建设', '提升', '优化'))}{TOPICS[place % len(TOPICS)]}{'一二三'[place // len(TOPICS)]}期。"
        )
        figure = draw.choice(FIGURES).format(n=draw.randint(3, 90), m=draw.randint(100, 200))
        parts = [topic, draw.choice(DATES), figure if draw.random() < 0.6 else ""]
        parts.append(draw.choice(DUTIES) if draw.random() < 0.3 else "")
        lines.append(f"{place + 1}.{''.join(parts)}")
        lines.append(_roles(draw))
    return "\n".join(lines) + "\n"


def _roles(draw: random.Random) -> str:
    first, second = draw.sample(LEADS, 2)
    other = draw.choice(SHARING)
    return draw.choice(
        (
            *(f"牵头单位:{first};配合单位:{other}、{second}",) * 3,
            f"牵头单位:{first}、{second};责任单位:{other}",
            f"牵头单位:{COLLECTIVE};责任单位:{first}",
            f"责任单位:{first}、{other}",
            f"牵头单位:{first};责任单位:{COLLECTIVE}",
        )
    )


TELLING_PLAN = """滨海市乡村振兴实施方案(2025-2026年)

一、重点任务
1.清理河道垃圾。2025年6月底前完成。
牵头单位:市科技局;配合单位:市统计局
2.建设村级卫生室。到2025年底完成。
牵头单位:市财政局;配合单位:市司法局
3.新建公园3个,改造道路10公里。
牵头单位:市人社局
4.到2025年、2026年农民合作社分别达到50家、134家。
牵头单位:市教育局
5.整治农村危房。2026年6月底前完成。
牵头单位:各县(市、区)政府
6.修订村规民约。2025年6月底前完成。
牵头单位:市财政局
7.培训驻村干部。2026年3月底前完成。
牵头单位:市人社局
8.推广电商平台。2026年6月底前完成。
牵头单位:市工信局;配合单位:市统计局
9.开展法律援助。长期坚持。
牵头单位:市教育局
10.编制村庄规划。20××年底前完成。
牵头单位:市商务局
11.安装太阳能路灯。2025年3月底前完成。
牵头单位:市科技局
12.评选文明家庭。2026年3月底前完成。
牵头单位:市财政局
13.推广节水灌溉。到2026年底完成。
牵头单位:各县(市、区)政府
14.防治病虫害。每季度报送进展。
牵头单位:市财政局;配合单位:市司法局
15.培训新型农民100名。
牵头单位:市教育局;配合单位:市审计局
16.举办丰收节。2026年3月底前完成。
牵头单位:市财政局;配合单位:市司法局
17.建设养老驿站。到2026年底完成。
牵头单位:各县(市、区)政府
18.改造农贸市场。2026年6月底前完成。
牵头单位:各县(市、区)政府
19.清运垃圾。每季度开展一次集中清运。
牵头单位:各县(市、区)政府
20.排查隐患。每季度报送进展。
牵头单位:各县(市、区)政府
"""
"""Tasks on which the rules are seen one by one, by the acts of ``telling``."""
LEFT_OUT = "评选文明家庭。2026年3月底前完成。\n牵头单位:市财政局\n"
"""A task that the later text has no more, and the one after it has again."""
LATER = (
    ("2.建设村级卫生室。到2025年底完成。", "2.建设村级卫生室。长期坚持。"),
    ("新建公园3个,改造道路10公里。", "新建公园6个。2026年10月底前完成。"),
    ("5.整治农村危房。2026年6月底前完成。", "5.整治农村危房。2026年9月底前完成。"),
    ("9.开展法律援助。长期坚持。", "9.开展法律援助。2026年11月底前完成。"),
    ("12." + LEFT_OUT, ""),
    ("到2025年、2026年农民合作社分别达到50家、134家。", "到2025年、2026年农民合作社分别达到55家、120家。"),
    ("培训新型农民100名。", "培训新型农民90名,引进企业4家。"),
    ("每季度开展一次集中清运。", "每半年开展一次集中清运。"),
    ("20.排查隐患。每季度报送进展。", "20.排查隐患。2026年12月底前完成。"),
)
"""What a later text of that plan has in place of what stood there; and it has one task more."""
ONE_MORE = "21.修复古民居。2026年5月底前完成,修复古民居8处。\n牵头单位:市工信局\n"


def later_text() -> str:
    """The later text of the third plan."""
    text = TELLING_PLAN
    for before, after in LATER:
        assert before in text
        text = text.replace(before, after)
    return text + ONE_MORE


def telling() -> Iterator[Command]:
    """Acts on the tasks of the third plan: each shows one rule, with no chance in it."""

    def act(day: str, *words: str) -> Command:
        said = (*words, "--on", day)
        return (date.fromisoformat(day), *said)

    def report(day: str, key: str, percent: int, *more: str) -> Command:
        return act(day, "progress", "add", key, "--percent", str(percent), "--text", "推进中", *more)

    yield act("2025-01-10", "order", "P3-12", "--rung", "blue", "--ground", "滞后")
    yield act("2025-01-15", "orders", "reply", "2025-1", "--text", "已整改")
    yield act("2025-02-03", "receive", "P3-1", "--unit", SHARING[2])
    yield act("2025-05-06", "submit", "P3-1", "--unit", SHARING[2])
    yield act("2025-08-01", "close", "P3-1", "--waive", "特批")
    yield report("2025-03-20", "P3-14", 20, "--unit", SHARING[0])
    yield act("2025-06-20", "duty", "P3-14")
    yield act("2025-06-05", "measure", "P3-15", "--value", "新型农民=30", "--unit", SHARING[1])
    yield act("2026-02-15", "order", "P3-16", "--rung", "blue", "--ground", "滞后")
    yield act("2026-02-20", "submit", "P3-16", "--unit", SHARING[0])
    yield report("2025-04-01", "P3-2", 100)
    yield act("2025-04-02", "submit", "P3-2")
    yield act("2025-04-20", "verify", "P3-2", "--result", "returned", *CHECKED)
    yield act("2025-06-20", "measure", "P3-3", "--value", "新建公园=3")
    yield act("2025-12-20", "measure", "P3-4", "--value", "农民合作社=60")
    yield act("2026-05-20", "measure", "P3-4", "--value", "农民合作社=40")
    yield act("2025-03-03", "submit", "P3-5", "--unit", TOWNS[0])
    yield act("2025-03-10", "verify", "P3-5", "--unit", TOWNS[0], "--result", "returned", *CHECKED)
    yield report("2025-03-15", "P3-5", 50, "--unit", TOWNS[0])
    yield act("2025-03-20", "submit", "P3-5", "--unit", TOWNS[1])
    yield act("2025-03-03", "extend", "ask", "P3-6", "--to", "2026-05-31", "--reason", "雨季", "--progress", "过半")
    yield act("2025-03-04", "order", "P3-6", "--rung", "blue", "--ground", "滞后")
    yield act("2025-03-05", "extend", "grant", "P3-6", "--to", "2026-05-31", "--by", "王海")
    yield act("2025-03-05", "order", "P3-6", "--rung", "blue", "--ground", "滞后")
    yield report("2025-06-10", "P3-7", 60)
    yield (date(2025, 6, 12), "progress", "add", "P3-7", "--percent", "10", "--text", "动工", "--on", "2025-03-10")
    yield act("2025-02-03", "receive", "P3-8")
    yield report("2025-05-05", "P3-8", 90, "--unit", SHARING[2])
    yield report("2025-06-10", "P3-12", 60)
    yield act("2025-06-11", "verify", "P3-12", "--result", "accepted", *CHECKED)
    yield report("2025-06-11", "P3-12", 80)
    yield act("2025-07-01", "receive", "P3-12")
    yield act("2025-05-05", "submit", "P3-11")
    yield act("2025-08-04", "extend", "ask", "P3-12", "--to", "2026-08-31", "--reason", "雨季", "--progress", "过半")
    yield act("2025-08-05", "extend", "refuse", "P3-12", "--by", "王海")
    yield report("2025-03-10", "P3-17", 60, "--unit", TOWNS[1])
    yield act("2025-03-20", "verify", "P3-17", "--unit", TOWNS[1], "--result", "accepted", *CHECKED)
    yield act("2025-12-22", "done", "P3-4", "--date", "2025-12-31")
    yield act("2025-06-02", "suspend", "P3-9", "--reason", "待批")
    yield act("2025-07-01", "resume", "P3-9")
    yield act("2025-09-01", "submit", "P3-9")
    yield act("2025-10-09", "return", "P3-9", "--note", "材料不全")
    yield act("2025-12-01", "drop", "P3-9", "--reason", "并入其他任务")
    yield act("2026-02-02", "reopen", "P3-9", "--reason", "恢复实施")
    yield act("2026-03-30", "submit", "P3-2")
    yield act("2026-04-10", "submit", "P3-12")
    yield act("2026-08-20", "return", "P3-12", "--note", "材料不全")
    yield report("2026-01-15", "P3-13", 40, "--unit", TOWNS[0])
    yield report("2025-03-20", "P3-19", 20, "--unit", TOWNS[0], "--duty-done")
    yield report("2025-04-10", "P3-19", 20, "--unit", TOWNS[1], "--duty", "2025-03-31")
    yield report("2025-06-20", "P3-19", 40, "--unit", TOWNS[0], "--duty-done")
    yield act("2025-06-25", "submit", "P3-19", "--unit", TOWNS[1])
    yield report("2025-09-20", "P3-19", 60, "--unit", TOWNS[2], "--duty-done")
    yield act("2025-12-30", "duty", "P3-19")
    for town, days in zip(TOWNS, (("03-20", "06-20"), ("03-28", "07-08"), ("08-01", "09-20")), strict=True):
        for day in days:
            yield report(f"2025-{day}", "P3-20", 30, "--unit", town)
    yield act("2025-03-03", "submit", "P3-18", "--unit", TOWNS[0])
    yield act("2025-03-03", "verify", "P3-18", "--unit", TOWNS[0], "--result", "returned", *CHECKED)
    yield report("2025-03-20", "P3-19", 20, "--unit", TOWNS[0], "--duty-done")
    yield report("2025-04-10", "P3-19", 20, "--unit", TOWNS[1], "--duty", "2025-03-31")
    yield report("2025-06-20", "P3-19", 40, "--unit", TOWNS[0], "--duty-done")
    yield act("2025-06-25", "submit", "P3-19", "--unit", TOWNS[1])
    yield report("2025-09-20", "P3-19", 60, "--unit", TOWNS[2], "--duty-done")
    yield act("2025-12-30", "duty", "P3-19")
    for town, days in zip(TOWNS, (("03-20", "06-20"), ("03-28", "07-08"), ("08-01", "09-20")), strict=True):
        for day in days:
            yield report(f"2025-{day}", "P3-20", 30, "--unit", town)
    yield act("2025-03-03", "submit", "P3-18", "--unit", TOWNS[0])
    yield act("2025-03-04", "submit", "P3-18", "--unit", TOWNS[1])
    yield act("2025-03-10", "return", "P3-18", "--note", "材料不全")
    yield report("2025-03-20", "P3-18", 90, "--unit", TOWNS[1])
    yield report("2025-04-20", "P3-18", 95, "--unit", TOWNS[0])


def found(office: Office, folder: Path, draw: random.Random) -> None:
    """Enter three plans and some tasks without one; the text of the third that comes later lies beside them."""
    (folder / "later.txt").write_text(later_text(), encoding="utf-8")
    (folder / "again.txt").write_text(later_text() + "22." + LEFT_OUT, encoding="utf-8")
    for number, text in enumerate((plan_text(draw, 1, 24), plan_text(draw, 2, 11), TELLING_PLAN), start=1):
        file = folder / f"plan{number}.txt"
        file.write_text(text, encoding="utf-8")
        assert office.do(FIRST, "import", file, "--code", f"P{number}", "--yes", "--new")
    for place, title in enumerate(MORE):
        due = ("--due", FIRST + timedelta(days=draw.randint(60, 500))) if place % 2 else ()
        who = ("--responsible" if place == 3 else "--lead", draw.choice(LEADS))
        assert office.do(FIRST, "add", title, *who, "--participating", SHARING[0], *due)


class Drawing:
    """Draws the next command on a task: one that its status mostly allows, by a unit that mostly has a part."""

    def __init__(self, office: Office, draw: random.Random) -> None:
        self.office, self.draw = office, draw
        self.keys = [str(row[0]) for row in office.asked("SELECT key FROM task WHERE key NOT LIKE 'P3-%' ORDER BY id")]
        self.status = dict.fromkeys(self.keys, "pending")
        self.parts = {key: self._parts(key) for key in self.keys}

    def _parts(self, key: str) -> list[str]:
        sql = (
            "SELECT u.name FROM assignment s JOIN unit u ON u.id = s.unit_id JOIN task t ON t.id = s.task_id "
            "WHERE t.key = ? ORDER BY s.role = 'participating', s.role, s.position"
        )
        return [str(row[0]) for row in self.office.asked(sql, key)]

    def act(self, today: date) -> None:
        """Give one command on some task."""
        self.act_on(self.draw.choice(self.keys), today, today - timedelta(days=self.draw.choice((0, 0, 0, 0, 1, 4))))

    def act_on(self, key: str, today: date, on: date) -> None:
        """Give one command on this task; now and then another follows on the same day."""
        chances = [one for one in CHANCES[self.status[key]].items() if self.can(one[0], key)]
        words, weights = zip(*chances, strict=True)
        word = self.draw.choices(words, weights)[0]
        if self.office.do(today, *COMMANDS[word](self, key, on), "--on", on):
            self.status[key] = AFTER.get(word, self.status[key])
        if self.draw.random() < 0.35:
            self.act_on(key, today, on)

    def can(self, word: str, key: str) -> bool:
        """Whether there is anything that the command could be about."""
        return word not in NEEDS or bool(self.office.asked(f"SELECT 1 FROM {NEEDS[word]} LIMIT 1", key))

    def unit(self, key: str) -> tuple[str, ...]:
        """Mostly the unit that answers first, or a member of it; else any that shares."""
        parts = self.parts[key]
        name = parts[0] if self.draw.random() < 0.65 else self.draw.choice(parts)
        return ("--unit", self.draw.choice(TOWNS) if name == COLLECTIVE else name)

    def date_of(self, key: str) -> object:
        """One of the task's dates that was not met."""
        return self.draw.choice(self.office.asked(f"SELECT d.date FROM {NEEDS['done']}", key))[0]

    def figure(self, key: str) -> str:
        """A value of one of the task's figures."""
        name, target = self.draw.choice(self.office.asked(f"SELECT x.name, x.value FROM {NEEDS['measure']}", key))
        return f"{name}={round(float(str(target)) * self.draw.choice((0.1, 0.3, 0.6, 0.9, 1, 1.2)), 1)}"

    def rung(self, key: str) -> str:
        """The next rung of the ladder."""
        sql = "SELECT COUNT(*) FROM supervision_order o JOIN task t ON t.id = o.task_id WHERE t.key = ?"
        return ("blue", "yellow", "red")[min(int(str(self.office.asked(sql, key)[0][0])), 2)]

    def order(self, key: str) -> str:
        """The task's latest order."""
        rows = self.office.asked(f"SELECT x.year || '-' || x.number FROM {NEEDS['reply']} ORDER BY x.id DESC", key)
        return str(rows[0][0])

    def later(self, on: date) -> date:
        """A day months or years on."""
        return on + timedelta(days=self.draw.randint(150, 600))


COMMANDS: dict[str, Callable[[Drawing, str, date], tuple[object, ...]]] = {
    "report": lambda d, key, _: (
        *("progress", "add", key, "--percent", d.draw.choice((10, 20, 40, 60, 80, 90, 100, 100)), "--text", "推进中"),
        *d.unit(key),
    ),
    "words": lambda d, key, _: ("progress", "add", key, "--text", "正在推进", *d.unit(key)),
    "measure": lambda d, key, _: ("measure", key, "--value", d.figure(key), *d.unit(key)),
    "receive": lambda d, key, _: ("receive", key, *d.unit(key)),
    "submit": lambda d, key, _: ("submit", key, *d.unit(key)),
    "accept": lambda d, key, _: ("verify", key, "--result", "accepted", *CHECKED, *d.draw.choice(((), d.unit(key)))),
    "refuse": lambda d, key, _: ("verify", key, "--result", "returned", *CHECKED, *d.draw.choice(((), d.unit(key)))),
    "return": lambda _, key, __: ("return", key, "--note", "材料不全"),
    "suspend": lambda _, key, __: ("suspend", key, "--reason", "待批"),
    "resume": lambda _, key, __: ("resume", key),
    "drop": lambda _, key, __: ("drop", key, "--reason", "不再需要"),
    "close": lambda _, key, __: ("close", key),
    "waive": lambda _, key, __: ("close", key, "--waive", "特批"),
    "reopen": lambda _, key, __: ("reopen", key, "--reason", "反弹"),
    "done": lambda d, key, _: ("done", key, "--date", d.date_of(key)),
    "duty": lambda _, key, __: ("duty", key),
    "order": lambda d, key, _: ("order", key, "--rung", d.rung(key), "--ground", "滞后", *d.unit(key)),
    "reply": lambda d, key, _: ("orders", "reply", d.order(key), "--text", "已整改"),
    "ask": lambda d, key, on: (
        *("extend", "ask", key, "--to", d.later(on), "--reason", "雨季", "--progress", "过半", "--late"),
        *d.unit(key),
    ),
    "grant": lambda d, key, on: ("extend", "grant", key, "--to", d.later(on), "--by", "王海"),
    "deny": lambda _, key, __: ("extend", "refuse", key, "--by", "王海"),
}
UNMET = " AND d.date NOT NULL AND NOT EXISTS (SELECT 1 FROM action a WHERE a.kind = 'met' AND a.deadline_id = d.id)"
NEEDS = {
    word: f"{table} JOIN task t ON t.id = {table[-1]}.task_id WHERE t.key = ?{more}"
    for word, table, more in (
        ("measure", "indicator x", ""),
        ("duty", "duty x", ""),
        ("reply", "supervision_order x", ""),
        ("done", "deadline d", UNMET),
        ("ask", "deadline d", ""),
        ("grant", "extension x", " AND x.decision IS NULL"),
        ("deny", "extension x", " AND x.decision IS NULL"),
        ("accept", "progress_report x", ""),
        ("refuse", "progress_report x", ""),
    )
}
"""Without which rows of a task there is nothing that a command could be about."""
_WORK = {
    "report": 12,
    "words": 2,
    "measure": 8,
    "submit": 7,
    "accept": 4,
    "refuse": 4,
    "suspend": 1,
    "drop": 0.3,
    "waive": 2,
    "close": 1,
    "done": 2,
    "duty": 2,
    "order": 8,
    "reply": 2,
    "ask": 6,
    "grant": 12,
    "deny": 2,
}
CHANCES: dict[str, dict[str, float]] = {
    "pending": {"receive": 10, **_WORK},
    "active": _WORK | {"receive": 1},
    "submitted": {"accept": 3, "refuse": 5, "return": 3, "waive": 3, "close": 2, "report": 2, "reply": 1, "suspend": 1},
    "suspended": {"resume": 4, "waive": 1, "drop": 0.3},
    "closed": {"reopen": 3, "waive": 0.3},
    "dropped": {"reopen": 1},
}
"""How often each command is drawn, by the status that the task is believed to have."""
AFTER = {
    "receive": "active",
    "submit": "submitted",
    "return": "active",
    "refuse": "active",
    "suspend": "suspended",
    "resume": "active",
    "drop": "dropped",
    "close": "closed",
    "waive": "closed",
    "reopen": "active",
}


def besides() -> Iterator[Command]:
    """Settings, members, cadences, successions, exempt months, a plan's end: what is no task's act."""
    yield FIRST, "setting", "set", "receive_days", "30"
    yield FIRST, "setting", "set", "members_share", "60"
    yield FIRST, "units", "members", COLLECTIVE, "add", *TOWNS[:2], "--from", "2025-01-01", "--yes", "--new"
    yield FIRST, "cadence", "set", "每季度10日前", "--plan", "P1", "--from", "2025-02-01"
    yield FIRST, "cadence", "set", "每季度10日前", "--plan", "P3", "--from", "2025-02-01"
    yield date(2025, 3, 1), "cadence", "set", "每月5日前", "--unit", LEADS[0], "--from", "2025-03-01"
    yield date(2025, 6, 1), "units", "members", COLLECTIVE, "add", TOWNS[2], "--from", "2025-06-01", "--yes", "--new"
    yield date(2025, 8, 1), "exempt", "P1-3", "--month", "2025-08", "--reason", "台风"
    yield date(2025, 9, 1), "units", "succeed", LEADS[5], "市商务和投资局", "--on", "2025-09-01", "--yes", "--new"
    yield date(2025, 11, 1), "units", "succeed", LEADS[4], SHARING[2], "--on", "2025-11-01", "--yes"
    yield date(2026, 2, 1), "units", "members", COLLECTIVE, "remove", TOWNS[0], "--from", "2026-02-01", "--yes"
    yield date(2026, 7, 1), "plan", "conclude", "P2", "--on", "2026-07-01", "--yes"


def play(ledger: Path, environment: pytest.MonkeyPatch, *, seed: int = 9, acts: int = 90) -> Office:
    """A ledger with all of it: most acts are entered on their day, some a few days later."""
    draw = random.Random(seed)
    office = Office(ledger, environment)
    found(office, ledger.parent, draw)
    drawing = Drawing(office, draw)
    amended = (date(2026, 4, 15), "import", str(ledger.parent / "later.txt"), "--amends", "P3", "--yes", "--doubtful")
    again = (date(2026, 7, 10), "import", str(ledger.parent / "again.txt"), "--amends", "P3", "--yes", "--doubtful")
    others = sorted([*besides(), *telling(), amended, again], key=lambda command: command[0])
    days = sorted(FIRST + timedelta(days=draw.randrange((LAST - FIRST).days)) for _ in range(acts))
    for today in days:
        while others and others[0][0] <= today:
            office.do(*others.pop(0))
        drawing.act(today)
    for command in others:
        office.do(*command)
    return office

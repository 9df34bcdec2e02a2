"""Make ``seed/demo/progress.toml``: what happened in the demo city after its tasks were handed out.

usage: python tools/make_demo_progress.py [--check]

The plans, the acts and the hand-written part (``tools/demo_progress.toml``) give the facts; this adds what any office
has besides: receipts, routine reports, submissions and checks before a closing, recurring duties met. Nothing is left
to chance: the same files give the same result. ``--check`` writes nothing and exits 1 where the file would change.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from demo_toml import document

from dutytrack.domain.plan.model import ParsedPlan, ParsedTask, PlanIndicator
from dutytrack.domain.progress.cadence import duty_days
from dutytrack.plantext.plan.reader import read_plans

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "seed" / "demo"
OFFICE = ("督查室 沈知远", "督查室 叶向晨", "督查室 罗青禾")

ROUNDS = {
    "innovation-2024": ("2024-07-03", "2025-01-06", "2025-07-03", "2026-01-06", "2026-07-02"),
    "renewal-2025": ("2025-07-03", "2026-01-06", "2026-07-02"),
    "marine-2025": ("2025-07-03", "2026-01-06", "2026-07-02"),
    "business-2026": ("2026-04-02", "2026-07-02"),
}
"""The days on which each plan's reports come in, give or take four days."""

CADENCES = {
    "innovation-2024": ("FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=10", "每半年后10日内反馈", "2024-07-10"),
    "renewal-2025": ("FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=10", "每半年后10日内反馈", "2025-07-10"),
    "marine-2025": ("FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=10", "每半年后10日内反馈", "2025-07-10"),
    "business-2026": ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10", "每季度后10日内反馈", "2026-04-10"),
}

LAGS = {
    "推动规上工业企业研发机构提质扩面": -16,
    "提升开发区创新能级": -13,
    "争创省级重点实验室": -34,
    "增设停车和充电设施": -18,
    "实施老港区更新": -22,
    "保护修缮历史文化街区": -14,
    "打造一刻钟便民生活圈": -35,
    "发展航运服务业": -19,
    "建设海洋大数据中心": -24,
    "拓宽海洋产业投融资渠道": -35,
    "培育海洋文化旅游": -12,
    "建设智能审批应用": -21,
    "提升商事纠纷化解质效": -15,
    "开展营商环境监测评价": -12,
}
"""Points a task is behind at the demo's clock; others are within five points of their time."""

SILENT = {"弘扬创新文化", "盘活老旧厂区和闲置楼宇", "深化海洋开放合作", "保护企业家合法权益"}
"""Tasks whose latest round of reports is missing."""
UNRECEIVED = {"深化海洋开放合作", "提升商事纠纷化解质效", "规范涉企行政检查"}
"""Tasks that were never signed for."""
HOLLOW = {"严格海洋综合执法", "严格督查考核", "强化组织领导", "全面落实市场准入负面清单"}
"""Tasks whose reports say nothing, each time the same."""
MISSED = {
    ("规范综合窗口服务", "2026-06-30"),
    ("排查整治房屋安全隐患", "2026-06-30"),
    ("落实各项税费优惠政策", "2026-06-30"),
}
"""Occurrences of recurring duties that were not met; the latter two are still open on the clock."""
MADE_UP = {("培育专精特新企业群", "2025-12-31"): 9, ("强化渔业安全生产", "2026-02-28"): 5}
"""Occurrences met late, by how many days."""

STARTED = (
    "已成立工作专班，任务分解到{share}个责任科室，明确年度节点{count}项。",
    "完成前期调研，走访基层单位{count}家，形成实施方案初稿。",
    "召开部署会，与配合单位签订任务清单，梳理堵点{share}个。",
    "已建立工作台账，{count}项具体举措逐项明确了责任人和完成时间。",
)
MIDDLE = (
    "{count}项举措已完成{done}项，总体进度{percent}%。",
    "本期召开协调会{share}次，解决问题{done}个，{count}个节点中完成{done}个。",
    "开展现场检查{done}次，督促整改问题{count}个，总体进度{percent}%。",
    "与配合单位会商{share}次，{count}项配套措施落地{done}项，总体进度{percent}%。",
)
NEARLY = (
    "{count}项举措完成{done}项，进入收尾阶段，总体进度{percent}%。",
    "完成自查，{count}项清单已完成{done}项，总体进度{percent}%。",
)
LAST = (
    "主要工作量已完成，正在归集{count}份验收资料，总体进度{percent}%。",
    "各项举措基本完成，正在逐项核对{count}项清单，总体进度{percent}%。",
    "已完成自查，整改遗留问题{share}个，总体进度{percent}%。",
)
HOLLOW_TEXT = "各项工作正在有序推进。"
CHECKS = (
    ("documents", "查阅文件、台账和验收资料，与所报一致。"),
    ("site", "现场查看，情况属实。"),
    ("phone", "电话回访服务对象，情况属实。"),
)
COUNTABLE = {"家", "个", "项", "台", "套", "公里", "处", "名", "座", "口", "亩"}
RETURNED_ONCE = {"编制城市更新专项规划": (date(2025, 11, 12), date(2025, 11, 14), "缺少专家论证意见，退回补充。")}
"""A submission before the last one: the day, the day it was returned, and why."""


@dataclass(frozen=True)
class DemoTask:
    """A task of the demo with what was done about it."""

    plan: str | None
    title: str
    lead: str
    start: date
    received: date
    end: date
    issued: date
    parsed: ParsedTask | None = None
    acts: list[dict[str, Any]] = field(default_factory=list)

    @property
    def name(self) -> dict[str, str]:
        """How an act names it."""
        return {"title": self.title} if self.plan is None else {"plan": self.plan, "title": self.title}

    def day_of(self, *kinds: str) -> date | None:
        """The day of the latest act of ``kinds``."""
        return max((act["on"] for act in self.acts if act["do"] in kinds), default=None)

    def due_at(self, day: date) -> date:
        """The earliest date not met on ``day``, else the plan's end."""
        met = {act["due"] for act in self.acts if act["do"] == "meet" and act["on"] <= day}
        dates = self.parsed.deadlines if self.parsed else ()
        return min((when.date for when in dates if when.date and when.date not in met), default=self.end)


@dataclass(frozen=True)
class Demo:
    """The demo's files, read."""

    today: date
    tasks: list[DemoTask]
    contacts: Mapping[str, str]
    written: dict[str, Any]


def main() -> None:
    """Write the file, or check that it is up to date."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    path, text = DEMO / "progress.toml", progress(read_demo())
    if check:
        sys.exit(0 if path.read_text(encoding="utf-8") == text else 1)
    path.write_text(text, encoding="utf-8")


def progress(demo: Demo) -> str:
    """The whole file: cadences, recurring duties met, and every act in the order of its day."""
    acts = [*demo.written["act"]]
    for task in demo.tasks:
        acts += [*receipts(task, demo), *reports(task, demo), *checks(task, demo)]
    acts.sort(key=lambda act: act["on"])
    cadences = [
        {"plan": plan, "rule": rule, "text": text, "start": date.fromisoformat(start)}
        for plan, (rule, text, start) in CADENCES.items()
    ]
    duties = [duty for task in demo.tasks for duty in met_duties(task, demo.today)]
    return document({"cadence": cadences, "duty": duties, "act": acts})


def read_demo() -> Demo:
    """The demo's plans, acts, register and hand-written part."""
    setting, register = load(DEMO / "demo.toml"), load(DEMO / "units.toml")
    acts = load(DEMO / "acts.toml")["act"]
    tasks = [task for entry in setting["plan"] for task in plan_tasks(entry, acts)] + loose_tasks(
        acts, setting["today"]
    )
    contacts = {entry["name"]: entry["contact"] for entry in register["unit"]}
    return Demo(setting["today"], tasks, contacts, load(ROOT / "tools" / "demo_progress.toml"))


def load(path: Path) -> dict[str, Any]:
    """A TOML file's content."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def plan_tasks(entry: dict[str, Any], acts: list[dict[str, Any]]) -> Iterator[DemoTask]:
    """The tasks of one of the demo's plans."""
    path = DEMO / entry["file"]
    plan: ParsedPlan
    (plan,) = read_plans(path.read_text(encoding="utf-8"), path.name)
    start, end, issued = plan.period.start, plan.period.end, plan.issued
    assert start is not None
    assert end is not None
    assert issued is not None
    for parsed in plan.tasks:
        own = [act for act in acts if (act.get("plan"), act.get("title")) == (entry["name"], parsed.title)]
        yield DemoTask(
            entry["name"], parsed.title, parsed.lead[0].name, start, entry["imported"], end, issued, parsed, own
        )


def loose_tasks(acts: list[dict[str, Any]], today: date) -> list[DemoTask]:
    """The tasks without a plan."""
    return [
        DemoTask(
            None,
            act["title"],
            (act.get("lead") or act["responsible"])[0],
            act.get("start", act["on"]),
            act["on"],
            act.get("due", today),
            act["on"],
            None,
            [other for other in acts if "plan" not in other and other.get("title") == act["title"]],
        )
        for act in acts
        if act["do"] == "add"
    ]


def pick(task: DemoTask, what: str, choices: int) -> int:
    """A number below ``choices``, always the same for the same task and purpose."""
    return int.from_bytes(sha256(f"{task.plan}{task.title}{what}".encode()).digest()[:4]) % choices


def contact(demo: Demo, unit: str) -> str:
    """Who speaks for ``unit``."""
    return f"{unit} {demo.contacts[unit]}"


def receipts(task: DemoTask, demo: Demo) -> Iterator[dict[str, Any]]:
    """The lead unit signs for its task within a week, unless it did so in the acts or never."""
    if task.plan is None or task.title in UNRECEIVED or task.day_of("receive"):
        return
    on = task.received + timedelta(days=1 + pick(task, "receipt", 6))
    yield {"do": "receive", **task.name, "on": on, "unit": task.lead, "by": contact(demo, task.lead)}


def reports(task: DemoTask, demo: Demo) -> Iterator[dict[str, Any]]:
    """The hand-written reports of a task and the routine ones in the rounds they leave out."""
    written = {entry["on"]: entry for entry in hand_written(task, demo)}
    between = [on for on in rounds(task, demo.today) if all(abs((on - day).days) > 60 for day in written)]
    reached, said = 0, ""
    for on in sorted([*written, *between]):
        reached = max(reached, written.get(on, {}).get("percent", percent(task, on, demo.today)))
        by_now = reached, said
        report = by_hand(task, written[on], demo, reached) if on in written else routine(task, on, demo, by_now)
        said = report["text"]
        yield report


def hand_written(task: DemoTask, demo: Demo) -> list[dict[str, Any]]:
    """The task's reports in the hand-written part."""
    return [entry for entry in demo.written["report"] if (entry.get("plan"), entry["title"]) == (task.plan, task.title)]


def by_hand(task: DemoTask, entry: dict[str, Any], demo: Demo, share: int) -> dict[str, Any]:
    """A hand-written report with what it leaves to be filled in: the ``share`` reached, where no figures tell that."""
    unit = entry.get("unit", task.lead)
    head = {"do": "report", **task.name, "on": entry["on"], "unit": unit, "by": contact(demo, unit)}
    rest: dict[str, Any] = {key: entry[key] for key in ("text", "problem", "next", "values") if key in entry}
    return {**head, **({} if "values" in rest else {"percent": share}), **rest}


def rounds(task: DemoTask, today: date) -> Iterator[date]:
    """The days of the task's routine reports: while it was open and, for silent tasks, but the last."""
    days = [date.fromisoformat(day) for day in ROUNDS.get(task.plan or "", ())]
    closed = task.day_of("close", "drop", "suspend") or date.max
    if task.day_of("reopen", "resume"):
        closed = date.max
    for day in days[:-1] if task.title in SILENT else days:
        on = day + timedelta(days=pick(task, str(day), 5))
        if task.received + timedelta(days=30) < on < closed and on <= today:
            yield on


def percent(task: DemoTask, on: date, today: date) -> int:
    """How far the lead unit says it is: the time gone until the next date, less what the task is behind."""
    closed = task.day_of("close")
    return course(task, on, closed if closed and closed > on else task.due_at(on), today)


def course(task: DemoTask, on: date, due: date, today: date) -> int:
    """The share of the way to ``due``, in percent, where the task runs as LAGS has it."""
    gone = 100 * (on - task.start).days / max((due - task.start).days, 1)
    lag = LAGS.get(task.title, pick(task, "lag", 9) - 4)
    so_far = lag * (on - task.start).days / max((today - task.start).days, 1)
    return max(2, min(98, round(gone + so_far)))


def routine(task: DemoTask, on: date, demo: Demo, by_now: tuple[int, str]) -> dict[str, Any]:
    """A report of the usual kind, after the share reached and what was said last; a figure is counted up by itself."""
    share, said = by_now
    head = {"do": "report", **task.name, "on": on, "unit": task.lead, "by": contact(demo, task.lead)}
    if task.title in HOLLOW:
        return {**head, "percent": share, "text": HOLLOW_TEXT}
    figure = countable(task, on, demo)
    if figure is None or figure.due is None:
        return {**head, "percent": share, "text": usual(task, on, share, said)}
    value = int(figure.value) * course(task, on, figure.due, demo.today) // 100
    text = usual(task, on, round(100 * value / figure.value), said)
    text = f"{text}累计完成{value}{figure.unit}，目标{figure.value:g}{figure.unit}。"
    return {**head, "text": text, "values": [{"target": figure.value, "unit": figure.unit, "value": value}]}


def usual(task: DemoTask, on: date, share: int, said: str) -> str:
    """What is said where a ``share`` of a task is done: as many steps as come nearest to that, nothing twice."""
    count = 5 + pick(task, "count", 8)
    choices = STARTED if share < 35 else MIDDLE if share < 80 else NEARLY if share < 90 else LAST
    done = min(round(count * share / 100), count - 1)
    facts = {"share": 2 + pick(task, f"{on}share", 3), "count": count, "done": done, "percent": share}
    first = pick(task, str(on), len(choices))
    told = (choice.format_map(facts) for choice in (*choices[first:], *choices[:first]))
    return next(text for text in told if text != said)


def countable(task: DemoTask, on: date, demo: Demo) -> PlanIndicator | None:
    """The task's one figure that can be counted up and is not due yet, where no report by hand gives figures."""
    figures = task.parsed.indicators if task.parsed else ()
    if len(figures) != 1 or hand_written(task, demo):
        return None
    (figure,) = figures
    counts = figure.unit in COUNTABLE and figure.op == ">="
    return figure if counts and figure.due is not None and figure.due >= on else None


def checks(task: DemoTask, demo: Demo) -> Iterator[dict[str, Any]]:
    """Before a closing: the submission, where the acts have none, and the check that was accepted."""
    closed = task.day_of("close")
    if closed is None:
        return
    by = contact(demo, task.lead)
    submit = {"do": "submit", **task.name, "unit": task.lead, "by": by}
    office = OFFICE[0 if closed.year < 2026 else 1 if closed.month < 5 else 2]
    verify = {"do": "verify", **task.name, "unit": task.lead, "by": office}
    if task.title in RETURNED_ONCE:
        first, back, why = RETURNED_ONCE[task.title]
        yield {**submit, "on": first, "note": "规划成果已完成，申请核查。"}
        yield {**verify, "on": back, "result": "returned", "how": "documents", "text": why}
    if not task.day_of("submit"):
        yield {**submit, "on": closed - timedelta(days=3), "note": "任务已完成，申请核查。"}
    if not task.day_of("verify"):
        how, text = CHECKS[pick(task, "check", len(CHECKS))]
        yield {**verify, "on": closed - timedelta(days=1), "result": "accepted", "how": how, "text": text}


def met_duties(task: DemoTask, today: date) -> Iterator[dict[str, Any]]:
    """Each recurring duty with the occurrences that were met, from the plan's issue up to the clock."""
    duties = task.parsed.recurring if task.parsed else ()
    for duty in duties:
        days = duty_days(duty.freq, duty.interval, duty.text, start=task.start, end=min(task.end, today))
        stop = task.day_of("close") or date.max
        asked = [day for day in days if task.issued <= day and (task.title, str(day)) not in MISSED]
        met = [one for day in asked if (one := met_on(task, day))["on"] < stop]
        if met:
            which = {"which": duty.text} if len(duties) > 1 else {}
            yield {**task.name, **which, "freq": duty.freq, "interval": duty.interval, "met": met}


def met_on(task: DemoTask, due: date) -> dict[str, date]:
    """An occurrence and the day it was met: up to six days before, unless it was made up later."""
    late = MADE_UP.get((task.title, str(due)))
    early = pick(task, str(due), 7)
    return {"due": due, "on": due + timedelta(days=late) if late else due - timedelta(days=early)}


if __name__ == "__main__":
    main()

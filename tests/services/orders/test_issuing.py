"""Orders climb a ladder: by escalation, or directly on a ground that the rung names; what is not so is refused."""

from __future__ import annotations

from datetime import date

import pytest

from dutytrack.services.acts.closing import close_task, meet_deadline
from dutytrack.services.desk import EmptyFieldError, FutureDateError
from dutytrack.services.orders.extending import ask_extension, decide_extension
from dutytrack.services.orders.issuing import (
    AlreadyOnRungError,
    GroundUnknownError,
    LaterOrderError,
    NotAtWorkError,
    NotDueForRungError,
    ReplyBeforeOrderError,
    RungSkippedError,
    RungUnknownError,
    answer_order,
    issue_order,
)
from dutytrack.services.orders.numbers import NotIssuedError
from dutytrack.services.plans.concluding import conclude_plan
from dutytrack.services.tasks.entering import Sharing, TaskChanges, set_task
from dutytrack.services.tasks.errors import BeforeTaskError
from dutytrack.services.tasks.parts import NoPartError, UnitToNameError
from dutytrack.services.tasks.recording import act_on_task
from dutytrack.store.query.look import Look
from dutytrack.store.reading.settings import default_rule_pack
from dutytrack.store.reading.tasks import find_tasks
from dutytrack.store.settings.keys import set_setting
from dutytrack.store.tables.plans import Unit, UnitName
from dutytrack.store.tables.supervision import UnitMember
from dutytrack.store.undo import undo

pytestmark = pytest.mark.usefixtures("imported")
TODAY = date(2026, 9, 30)
BLUE, YELLOW, RED = date(2026, 7, 2), date(2026, 7, 10), date(2026, 7, 20)


@pytest.fixture
def order(books):
    """Orders about LL25-2, which was due on 2026-06-30."""

    def order(rung="blue", on=BLUE, **over):
        given = {"key": "LL25-2", "rung": rung, "on": on, "today": TODAY}
        return books.run(issue_order, **{**given, **over})

    return order


@pytest.fixture
def answer(books):
    def answer(mark="2026-1", on=date(2026, 7, 8), **over):
        return books.run(answer_order, **{"mark": mark, "on": on, "text": "八月底完成", "today": TODAY, **over})

    return answer


def test_the_first_order_says_what_the_ladder_found(order, books):
    made = order()

    assert (made.mark, made.unit, made.rung.name, made.follows) == ("督〔2026〕1号", "市科技局", "blue", None)
    assert made.ground == "its deadline 2026-06-30 passed 2 days ago"
    assert made.reply_by == date(2026, 7, 9), "seven days, as the ladder says"
    assert books.rows("SELECT ladder, rung, position, follows_id FROM supervision_order") == [
        ("blue-yellow-red", "blue", 1, None)
    ]


def test_a_ground_and_a_reply_date_of_one_s_own(order):
    made = order(on=date(2026, 5, 5), ground="进度迟缓", reply_by=date(2026, 5, 8), by="督查室 叶向晨")

    assert (made.ground, made.reply_by) == ("进度迟缓", date(2026, 5, 8))


def test_without_a_ground_where_nothing_is_wrong_the_order_is_refused(order):
    with pytest.raises(EmptyFieldError, match="ground"):
        order(on=date(2026, 5, 5))


def test_rungs_follow_where_the_order_below_was_not_answered(order):
    order()
    second = order("yellow", YELLOW)
    third = order("红单", RED)

    assert (second.mark, second.follows, second.reply_by) == ("督〔2026〕2号", "督〔2026〕1号", date(2026, 7, 17))
    assert second.ground.startswith("督〔2026〕1号 was not answered by 2026-07-09, 1 days ago; besides: its deadline")
    assert (third.rung.name, third.follows, third.reply_by) == ("red", "督〔2026〕2号", date(2026, 7, 25))


def test_rungs_follow_where_an_answered_order_is_unmet(order, answer):
    order()
    answer()

    assert order("yellow", YELLOW).ground == "its deadline 2026-06-30 passed 10 days ago"


def test_no_rung_follows_before_the_reply_date(order):
    order()
    with pytest.raises(NotDueForRungError, match="until 2026-07-09"):
        order("yellow", date(2026, 7, 9))


def test_no_rung_follows_an_order_that_was_answered_and_met(order, answer, books):
    order(on=date(2026, 5, 5), ground="进度迟缓")
    answer(on=date(2026, 5, 10))
    with pytest.raises(NotDueForRungError, match="was answered"):
        order("yellow", date(2026, 6, 1))


def test_a_rung_is_not_skipped_and_the_refusal_says_on_which_grounds_it_may_be(order):
    with pytest.raises(RungSkippedError, match=r"no blue order .* important \(major"):
        order("yellow")
    order()
    with pytest.raises(RungSkippedError, match=r"no yellow order .* special"):
        order("red", YELLOW)


@pytest.mark.parametrize("said", [{"direct": "special"}, {"direct": "特事特办"}, {"ground": "特事特办"}])
def test_a_rung_is_reached_directly_on_a_ground_that_it_names(order, said):
    made = order("red", **said)

    assert made.rung.name == "red"
    assert made.follows is None
    assert made.ground in {"a special matter handled specially", "特事特办"}


def test_a_direct_order_tells_its_ground_and_what_is_said_beside_it(order):
    assert order("yellow", direct="important", ground="市长批示").ground == (
        "major, urgent or sudden, or an important instruction: 市长批示"
    )


def test_a_ground_that_the_rung_does_not_name_is_refused(order):
    with pytest.raises(GroundUnknownError, match="did you mean special"):
        order("red", direct="specially")
    with pytest.raises(GroundUnknownError, match="any ground"):
        order("blue", direct="special")


def test_no_second_order_of_the_same_rung_or_a_lower_one(order):
    order()
    with pytest.raises(AlreadyOnRungError, match="督〔2026〕1号"):
        order(on=YELLOW)
    order("red", YELLOW, direct="special")
    with pytest.raises(AlreadyOnRungError, match="督〔2026〕2号"):
        order("yellow", RED)


def test_today_is_a_day_to_order_and_to_answer_on(order, answer):
    assert order(on=TODAY).reply_by > TODAY
    assert answer(on=TODAY).on == TODAY


def test_of_two_orders_of_one_day_the_later_one_stands(order, books):
    order()
    order("red", BLUE, direct="special")

    assert books.rows(
        "SELECT f.order_rung, f.order_position FROM task_fact f JOIN task t ON t.id = f.task_id WHERE t.key = 'LL25-2'"
    ) == [("red", 3)]


def test_a_rung_of_another_ladder_is_unknown(order, books):
    with pytest.raises(RungUnknownError, match="blue, yellow, red"):
        order("orange")
    books.run(set_setting, key="ladder", value="blue-orange-red")
    order()
    assert order("橙色督办单（警告）", YELLOW).rung.name == "orange"


def test_an_approved_extension_resets_the_ladder(order, books):
    order()
    asked = {"key": "LL25-2", "wished": date(2026, 7, 31), "reason": "台风", "progress": "九成"}
    books.run(ask_extension, **asked, on=BLUE, today=TODAY, late=True)
    books.run(decide_extension, key="LL25-2", to=date(2026, 7, 31), by="许明", on=date(2026, 7, 5), today=TODAY)

    with pytest.raises(RungSkippedError):
        order("yellow", date(2026, 8, 5))
    assert order(on=date(2026, 8, 5)).mark == "督〔2026〕2号"


def test_meeting_the_date_and_closing_reset_it_too(order, books):
    order(key="LL25-1", on=date(2026, 1, 5))
    books.run(meet_deadline, key="LL25-1", deadline=date(2025, 12, 31), on=date(2026, 1, 10), today=TODAY)
    assert order(key="LL25-1", on=date(2026, 2, 1), ground="进度迟缓").rung.name == "blue"

    order()
    books.run(close_task, key="LL25-2", on=date(2026, 7, 5), today=TODAY, waive="现场已核")
    books.run(act_on_task, kind="reopened", key="LL25-2", on=date(2026, 7, 6), today=TODAY)
    assert order(on=YELLOW).rung.name == "blue"


def test_only_tasks_at_work_are_ordered(order, books):
    books.run(act_on_task, key="LL25-2", kind="submitted", on=date(2026, 7, 1), today=TODAY)
    with pytest.raises(NotAtWorkError, match="submitted"):
        order()
    assert order(on=date(2026, 6, 25), ground="进度迟缓"), "as things stood on that day"
    books.run(conclude_plan, code="LL25", on=date(2026, 8, 1), today=TODAY)
    with pytest.raises(NotAtWorkError, match="concluded"):
        order(key="LL25-1", on=date(2026, 8, 2))


def test_days_that_can_not_be_are_refused(order, answer):
    with pytest.raises(FutureDateError):
        order(on=date(2026, 10, 1))
    with pytest.raises(BeforeTaskError):
        order(on=date(2024, 12, 31))
    with pytest.raises(ReplyBeforeOrderError):
        order(reply_by=date(2026, 7, 1))
    order()
    with pytest.raises(LaterOrderError, match="督〔2026〕1号"):
        order("yellow", date(2026, 7, 1))
    with pytest.raises(ReplyBeforeOrderError):
        answer(on=date(2026, 7, 1))
    with pytest.raises(FutureDateError):
        answer(on=date(2026, 10, 1))


def test_the_unit_must_have_a_part_in_the_task(order):
    with pytest.raises(NoPartError, match="市财政局 has no part"):
        order(unit="市财政局")
    with pytest.raises(UnitToNameError, match="no unit answers"):
        order(key="LL25-3")
    assert order(key="LL25-1", unit="市财政局").unit == "市财政局"


def test_a_member_of_a_collective_is_ordered_by_itself(order, books):
    books.run(
        set_task,
        key="LL25-2",
        today=TODAY,
        changes=TaskChanges(sharing=Sharing(lead=["各县(市、区)政府"])),
        reason="实由各县负责",
    )

    def join(session):
        place = {"jurisdiction": "临澜市", "kind": "unit"}
        members = [Unit(name=name, **place) for name in ("青礁县政府", "白沙区政府")]
        session.add_all(members)
        session.flush()
        collective = books.rows("SELECT id FROM unit WHERE name = '各县(市、区)政府'")[0][0]
        session.add_all([UnitMember(collective_id=collective, unit_id=member.id) for member in members])
        session.add_all([UnitName(unit_id=member.id, name=member.name) for member in members])

    books.run(join)

    with pytest.raises(UnitToNameError, match="青礁县政府, 白沙区政府"):
        order()
    assert order(unit="青礁县政府").unit == "青礁县政府"
    assert order(unit="白沙区政府", on=YELLOW).rung.name == "blue", "each climbs its own ladder"


def test_a_task_is_unanswered_once_the_reply_date_has_passed(order, readonly):
    order()

    def unanswered(as_of):
        return [task.key for task in find_tasks(Look(readonly, as_of, default_rule_pack()), "flag:unanswered")]

    assert unanswered(date(2026, 7, 9)) == []
    assert unanswered(date(2026, 7, 10)) == ["LL25-2"]


def test_numbers_run_by_year_under_the_office_s_mark(order, books):
    books.run(set_setting, key="order_mark", value="滨督")

    assert order(key="LL25-1", on=date(2025, 12, 1), ground="进度迟缓").mark == "滨督〔2025〕1号"
    assert order().mark == "滨督〔2026〕1号"
    assert order("yellow", YELLOW).mark == "滨督〔2026〕2号"


@pytest.mark.parametrize("mark", ["督〔2026〕1号", "督[2026]1号", "2026-1", "1", "1号"])
def test_an_order_is_found_by_its_number(order, answer, mark):
    order()

    answered = answer(mark)

    assert (answered.mark, answered.key, answered.unit, answered.late) == ("督〔2026〕1号", "LL25-2", "市科技局", False)


def test_a_late_answer_is_told(order, answer):
    order()

    assert not answer(on=date(2026, 7, 9)).late, "the reply date itself is in time"
    assert answer(on=date(2026, 7, 10)).late


def test_an_order_may_be_answered_and_be_due_on_its_own_day(order, answer):
    made = order(on=YELLOW, reply_by=YELLOW)

    assert made.reply_by == YELLOW
    assert not answer(on=YELLOW).late


def test_an_answer_needs_an_order_and_a_text(order, answer):
    with pytest.raises(NotIssuedError, match="orders list"):
        answer("2026-7")
    order()
    with pytest.raises(EmptyFieldError, match="text"):
        answer(text="  ")


def test_an_order_lights_the_lamp_once_its_reply_date_has_passed_and_undo_takes_it_back(order, answer, books):
    order()
    fact = "SELECT f.reply_by, f.order_rung, f.order_position FROM task_fact f JOIN task t ON t.id = f.task_id "
    assert books.rows(f"{fact} WHERE t.key = 'LL25-2'") == [("2026-07-09", "blue", 1)]

    answer()
    assert books.rows(f"{fact} WHERE t.key = 'LL25-2'") == [(None, "blue", 1)]

    undo(books.ledger, actor="tester")
    undo(books.ledger, actor="tester")
    assert books.rows(f"{fact} WHERE t.key = 'LL25-2'") == [(None, None, None)]
    assert order().mark == "督〔2026〕1号", "the number is free again"


def test_without_a_rung_it_is_the_one_that_is_due(order):
    assert order(rung="").rung.name == "blue"
    assert order(rung="", on=date(2026, 7, 30), today=date(2026, 7, 30)).rung.name == "yellow"


def test_without_a_rung_a_direct_ground_says_which(order):
    assert order(rung="", direct="特事特办").rung.name == "red"

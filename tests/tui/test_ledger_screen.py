"""The ledger screen: looking, filtering, sorting, moving about."""

from __future__ import annotations

import datetime as dt

from textual.widgets import Footer, Static

from dutytrack.store.ledger import Ledger
from dutytrack.tui.ledger.detail import DetailPane, DetailScreen
from dutytrack.tui.ledger.lamp_bar import LampBar
from dutytrack.tui.ledger.screen import LedgerScreen
from dutytrack.tui.ledger.sidebar import VIEWS, Sidebar
from dutytrack.tui.ledger.task_table import SORTS, TaskTable
from dutytrack.tui.shared.dialogs import TextDialog
from dutytrack.tui.shared.help import HelpScreen


async def test_open_tasks_are_shown_by_date_with_the_first_in_full(opened) -> None:
    async with opened() as tui:
        assert tui.keys == ["LL25-1", "LL25-3", "LL25-4"]
        assert "扩建码头" in tui.text("#detail-text")
        assert tui.text("#shown").startswith("is:open   3 tasks")


async def test_the_lamps_are_counted_with_their_words_and_the_day(opened) -> None:
    async with opened() as tui:
        assert "red  1   yellow  0   green  2" in str(tui.screen.query_one(LampBar).content)
        assert "as of 2026-07-15" in str(tui.screen.query_one(LampBar).content)


async def test_the_lamp_bar_drops_what_does_not_fit(opened) -> None:
    async with opened((60, 24)) as tui:
        bar = tui.screen.query_one(LampBar)

        assert len(str(bar.content)) <= bar.size.width


async def test_typing_a_filter_narrows_the_table(opened) -> None:
    async with opened() as tui:
        await tui.filter("lead:交通局")

        assert tui.keys == ["LL25-1"]

        await tui.filter("岸线")

        assert tui.keys == ["LL25-4"]


async def test_a_filter_that_makes_no_sense_is_told_and_the_table_stays(opened) -> None:
    async with opened() as tui:
        await tui.filter("laed:交通局")

        assert "lead" in tui.text("#fault")
        assert tui.screen.query_one("#fault").display
        assert tui.keys == ["LL25-1", "LL25-3", "LL25-4"]

        await tui.filter("")

        assert not tui.screen.query_one("#fault").display
        assert len(tui.keys) == 4


async def test_escape_leaves_the_filter_then_takes_it_away(opened) -> None:
    async with opened() as tui:
        await tui.filter("岸线")
        await tui.press("escape")

        assert tui.table.has_focus
        assert tui.keys == ["LL25-4"]

        await tui.press("escape")

        assert len(tui.keys) == 3


async def test_nothing_found_says_how_to_get_back(opened) -> None:
    async with opened() as tui:
        await tui.filter("nowhere")

        assert tui.keys == []
        assert "Esc shows all open tasks" in tui.text("#detail-text")


async def test_sorting_goes_through_every_column_and_back(opened) -> None:
    async with opened() as tui:
        seen = []
        for _ in SORTS:
            await tui.press("s")
            seen.append(tui.table.order[0])

        assert sorted(seen) == sorted(SORTS)
        assert tui.table.order == ("due", False)


async def test_the_order_can_be_turned_round(opened) -> None:
    async with opened() as tui:
        await tui.filter("")
        await tui.press("enter", "S")

        assert tui.table.order == ("due", True)
        assert "backwards" in tui.text("#shown")


async def test_a_click_on_a_heading_sorts(opened) -> None:
    async with opened() as tui:
        await tui.pilot.click(TaskTable, offset=(2, 0))

        assert tui.table.order == ("key", False)


async def test_the_cursor_keeps_its_task_when_the_order_changes(opened) -> None:
    async with opened() as tui:
        await tui.press("j")
        assert tui.table.chosen == "LL25-3"

        await tui.press("S")

        assert tui.table.chosen == "LL25-3"
        assert "培训船员" in tui.text("#detail-text")


async def test_the_ends_of_the_table(opened) -> None:
    async with opened() as tui:
        await tui.press("G")
        assert tui.table.chosen == "LL25-4"

        await tui.press("g")
        assert tui.table.chosen == "LL25-1"


async def test_views_are_counted_and_set_the_filter(opened) -> None:
    async with opened() as tui:
        place = list(VIEWS).index("Closed")
        sidebar = tui.screen.query_one(Sidebar)
        assert str(sidebar.get_option_at_index(place).prompt).split() == ["Closed", "1"]

        await tui.press("v", *["down"] * (place + 1), "enter")

        assert tui.keys == ["LL25-2"]
        assert tui.table.has_focus


async def test_a_plan_is_a_view_too(opened) -> None:
    async with opened() as tui:
        await tui.press("v", "end", "enter")

        assert len(tui.keys) == 4
        assert tui.text("#shown").startswith("plan:LL25")


async def test_sidebar_and_detail_can_be_put_away(opened) -> None:
    async with opened() as tui:
        await tui.press("b", "f")

        assert not tui.screen.query_one(Sidebar).display
        assert not tui.screen.query_one(DetailPane).display

        await tui.press("b", "f")

        assert tui.screen.query_one(Sidebar).display
        assert tui.screen.query_one(DetailPane).display


async def test_eighty_columns_leave_the_sidebar_until_it_is_asked_for(opened) -> None:
    async with opened((80, 24)) as tui:
        assert not tui.screen.query_one(Sidebar).display

        await tui.press("v")

        assert tui.screen.query_one(Sidebar).display


async def test_a_task_on_the_whole_screen_and_back(opened) -> None:
    async with opened() as tui:
        await tui.press("enter")

        assert isinstance(tui.screen, DetailScreen)
        assert "扩建码头" in tui.text("#detail-text")

        await tui.press("escape")

        assert isinstance(tui.screen, LedgerScreen)


async def test_why_gives_the_rule_and_its_figures(opened) -> None:
    async with opened() as tui:
        await tui.press("w")

        assert isinstance(tui.screen, TextDialog)
        assert "green, because" in tui.screen.content[1]
        assert "due 2026-12-31" in tui.screen.content[1]

        await tui.press("escape")

        assert isinstance(tui.screen, LedgerScreen)


async def test_help_lists_every_key_of_the_screen(opened) -> None:
    async with opened() as tui:
        await tui.press("question_mark")

        assert isinstance(tui.screen, HelpScreen)
        text = "\n".join(str(part.content) for part in tui.screen.query(Static))
        for command in LedgerScreen.COMMAND_TABLE:
            assert command.help in text
        assert "flag:overdue" in text


async def test_the_palette_offers_what_the_keys_do(opened) -> None:
    async with opened() as tui:
        titles = [command.title for command in tui.app.get_system_commands(tui.screen)]
        assert {"Act: Close", "Look: Why", "Program: Dark/light"} <= set(titles)

        await tui.press("ctrl+p", *"why", "enter")

        assert isinstance(tui.screen, TextDialog)


async def test_dark_and_light(opened) -> None:
    async with opened() as tui:
        assert tui.app.current_theme.dark

        await tui.press("t")

        assert not tui.app.current_theme.dark
        assert tui.keys == ["LL25-1", "LL25-3", "LL25-4"]


async def test_brackets_and_quotes_of_a_document_are_only_text(opened) -> None:
    async with opened() as tui:
        await tui.press("G")

        assert "整治岸线“[乱搭]”" in tui.text("#detail-text")


async def test_the_footer_fits_eighty_columns(opened) -> None:
    async with opened((80, 24)) as tui:
        footer = tui.screen.query_one(Footer)

        assert footer.virtual_size.width <= 80
        assert footer.max_scroll_x == 0


async def test_an_empty_ledger_says_how_to_fill_it(opened, tmp_path) -> None:
    path = tmp_path / "empty.db"
    Ledger.open(path, create=True).close()

    async with opened((80, 24), path=path) as tui:
        assert "dutytrack import" in tui.text("#detail-text")


async def test_a_day_gone_by_is_shown_as_it_was(opened) -> None:
    async with opened(as_of=dt.date(2026, 5, 1)) as tui:
        assert "LL25-2" in tui.keys
        assert "2026-05-01" in str(tui.screen.query_one(LampBar).content)

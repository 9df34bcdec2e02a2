"""``units``: listed, shown, merged, renamed, given members, looked up."""

import json

import pytest

COUNTIES = "各县(市、区)政府"


def test_without_a_command_the_units_are_listed(run, ledger):
    plain, listed = run("units"), run("units", "list")
    assert plain == listed
    assert plain.out.splitlines()[0].split("\t")[0] == "市科技局"


def test_the_list_goes_to_a_file_in_any_form(run, ledger, tmp_path):
    out = tmp_path / "units.json"
    assert run("units", "--format", "json", "--output", out).code == 0
    rows = {row["name"]: row for row in json.loads(out.read_text(encoding="utf-8"))}
    assert rows["市人社局"]["aliases"] == ["市人力资源和社会保障局", "市人力社保局", "市人力资源社会保障局"]


@pytest.mark.parametrize("name", ["市科技局", "市科学技术局", "市科學技術局"])
def test_a_unit_is_shown_by_any_of_its_names(run, ledger, name):
    shown = run("units", "show", name)
    assert shown.code == 0
    assert shown.out.splitlines()[0].split() == ["unit", "市科技局"]


def test_a_unit_in_json_has_names_and_what_the_register_says(run, ledger):
    told = json.loads(run("units", "show", "市科技局", "--format", "json").out)
    assert (told["jurisdiction"], told["lead"], told["participating"]) == ("滨海市", 2, 1)
    assert told["register"]["full"] == "市科学技术局"
    assert told["names"][0] == {"name": "市科技局", "kind": "full", "since": None, "until": None}


def test_an_unknown_unit_names_the_nearest(run, ledger):
    done = run("units", "show", "市科枝局")
    assert (done.code, done.out) == (2, "")
    assert "did you mean 市科技局?" in done.err


def test_units_are_merged_with_a_reason_and_apart_again_by_undo(run, ledger):
    assert "--reason" in run("units", "merge", "市工信局", "市科技局").err
    done = run("units", "merge", "市工信局", "市科技局", "--reason", "同一单位", "--yes")
    assert done.out == "市工信局 is 市科技局 now; tasks that are: 1\n"
    assert "市工信局" not in run("list", "lead:市科技局").out
    assert run("list", "lead:市工信局").code == 0
    assert run("undo", "--yes").code == 0
    assert "市科技局、市工信局" in run("list", "lead:市工信局").out
    assert run("log", "verify").code == 0


def test_a_unit_is_renamed_from_a_day_on(run, ledger):
    done = run("units", "rename", "市科技局", "市科技创新局", "--from", "2026-07-01", "--reason", "机构改革")
    assert done.out == "市科技局 is called 市科技创新局\n"
    assert "市科技创新局" in run("list", "lead:市科技局").out
    assert "市科技局 (former name) ..2026-06-30" in run("units", "show", "市科技局").out


def test_names_are_given_and_taken(run, ledger):
    assert run("units", "alias", "市科技局", "科创局", "科技委").out == "市科技局 goes by 科创局、科技委 too\n"
    assert "BH25-1" in run("list", "lead:科创局").out
    assert run("units", "alias", "市科技局", "科创局", "--remove").out == "市科技局 does not go by 科创局 any more\n"
    assert run("units", "alias", "市科技局", "科创局", "--kind", "x").code == 2


def test_what_a_unit_is_can_be_said_and_taken_back(run, ledger):
    def bodies():
        return {row["name"]: row["body"] for row in json.loads(run("units", "--format", "json").out)}

    assert bodies()["市科技局"] == "government"
    done = run("units", "set", "市科技局", "市人社局", "--body", "垂管")
    assert (done.code, bodies()["市科技局"], bodies()["市人社局"]) == (0, "vertical", "vertical")
    shown = json.loads(run("units", "show", "市科技局", "--format", "json").out)
    assert (shown["body"], shown["body_set"]) == ("vertical", True)
    assert run("units", "set", "市科技局", "--body", "vertical").code == 2, "it says so already"
    assert run("units", "set", "市人社局", "--body", "name").code == 0
    assert bodies()["市人社局"] == "government"
    assert run("undo", "--yes").code == 0
    assert bodies()["市人社局"] == "vertical"
    assert run("log", "verify").code == 0
    assert "单位类型" not in run("units", "set", "市科技局", "--body", "某类").out
    assert run("units", "set", COUNTIES, "--body", "county").code == 2, "its members are counties, it is none"


def test_what_a_unit_is_goes_with_it_into_another(run, ledger):
    run("units", "set", "市人社局", "--body", "垂管")
    assert run("units", "merge", "市人社局", "市科技局", "--reason", "误写", "--yes").code == 0
    assert json.loads(run("units", "show", "市科技局", "--format", "json").out)["body"] == "vertical"


def test_lists_and_appraisals_follow_what_a_unit_is(run, ledger):
    def sequences():
        rows = json.loads(run("appraise", "--period", "2025", "--as-of", "2025-12-31", "--format", "json").out)
        return {row["unit"]: row["sequence"] for row in rows}

    assert sequences()["市科技局"] == sequences()["市人社局"]
    run("units", "set", "市科技局", "--body", "county")
    assert sequences()["市科技局"] != sequences()["市人社局"]


def test_members_are_given_listed_by_day_and_removed(run, ledger):
    assert "No member is known." in run("units", "members", COUNTIES, "--format", "md").out
    done = run("units", "members", COUNTIES, "add", "东屿县政府、青礁县政府", "望潮区政府", "--from", "2025-01-01")
    assert done.out == (
        f"{COUNTIES}: added 东屿县政府、青礁县政府、望潮区政府; members: 3\n"
        "  东屿县政府、青礁县政府、望潮区政府 entered as new units\n"
    )
    done = run("units", "members", COUNTIES, "remove", "青礁县政府", "--from", "2026-06-01")
    assert done.out == f"{COUNTIES}: removed 青礁县政府; members: 2\n"
    assert len(run("units", "members", COUNTIES, "list").out.splitlines()) == 2
    assert len(run("units", "members", COUNTIES, "--as-of", "2026-05-31").out.splitlines()) == 3
    assert len(run("units", "members", COUNTIES, "--as-of", "2025-01-01").out.splitlines()) == 3
    assert len(run("units", "members", COUNTIES, "--as-of", "2024-12-31").out.splitlines()) == 0
    assert run("units", "members", COUNTIES, "add", "东屿县政俯").code == 2
    assert run("units", "members", COUNTIES, "swap").code == 2


def test_likely_members_are_added_at_once(run, ledger):
    run("add", "防汛", "--lead", "东屿县政府", "--responsible", "青礁县政府")
    done = run("units", "members", COUNTIES, "add", "--likely", "--yes")
    assert done.out == f"{COUNTIES}: added 东屿县政府、青礁县政府; members: 2\n"


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("市科技局", ("市科技局", "exact", 1.0)),
        ("滨海市科技局", ("市科技局", "short", 0.95)),
        ("市科学技术委员会", ("市科技局", "variant", 0.7)),
        ("市工商局", ("市工商局", "short", 0.95)),
    ],
)
def test_a_name_is_looked_up_with_its_confidence(run, ledger, name, first):
    [row, *_] = json.loads(run("units", "register", name, "--format", "json").out)
    assert (row["name"], row["how"], row["confidence"]) == first


def test_what_came_after_a_unit_is_shown(run, ledger):
    rows = json.loads(run("units", "register", "市工商局", "--format", "json").out)
    assert rows[0]["until"] == "2019-01-01"
    assert rows[0]["successors"] == ["市市场监管局"]
    assert [(row["name"], row["how"]) for row in rows] == [("市工商局", "short"), ("市市场监管局", "former")]


def test_a_name_that_nothing_knows_says_so(run, ledger):
    assert "knows 远望号" in run("units", "register", "远望号", "--format", "md").out


def test_the_ledgers_units_are_set_beside_the_register(run, ledger):
    rows = {row["name"]: row for row in json.loads(run("units", "register", "--format", "json").out)}
    assert rows["市科技局"]["full"] == "市科学技术局"
    assert COUNTIES not in rows


def test_an_import_tells_which_new_units_are_near_to_others(run, ledger, tmp_path):
    plan = tmp_path / "other.txt"
    head = "滨海市数字工作方案(2026年)\n\n一、工作任务\n(一)建设平台。2026年底前建成。\n"
    plan.write_text(head + "牵头单位:市工商局;责任单位:市财政局\n", encoding="utf-8")
    told = run("import", plan, "--yes").out
    assert "市工商局 was gone by then; its duties went to 市市场监管局" in told
    assert "dutytrack units merge" in told
    assert told.count("市工商局 was gone") == 1
    assert "市工商局 was gone" in run("show", "BH26-1").out


def test_the_doubtful_units_of_a_first_plan_are_told_when_it_is_written(run, tmp_path):
    plan = tmp_path / "plan.txt"
    head = "滨海市数字工作方案(2026年)\n\n一、工作任务\n(一)建设平台。2026年底前建成。\n"
    plan.write_text(head + "牵头单位:市工商局\n", encoding="utf-8")
    told = run("import", plan, "--yes", "--ledger", tmp_path / "new.db").out
    assert told.count("line 5: 市工商局 was gone by then") == 1


def test_a_plan_that_is_not_taken_enters_no_unit(run, terminal, ledger, tmp_path):
    plan = tmp_path / "plan.txt"
    plan.write_text("滨海市数字工作方案(2026年)\n\n一、工作任务\n(一)建设平台。\n牵头单位:市工商局\n", encoding="utf-8")
    before = run("units").out
    terminal("import", plan, answers=["n"])
    assert run("units").out == before

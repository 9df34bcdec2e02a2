import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutytrack.domain.query.errors import MissingValueError
from dutytrack.domain.query.parsing import (
    MOST_BRACKETS,
    MOST_OF_A_WORD,
    MOST_VALUES,
    AllOf,
    AnyOf,
    Choice,
    Complement,
    Condition,
    Days,
    Missing,
    Named,
    Numbers,
    Query,
    QueryError,
    Words,
    is_left_out_field,
    parse,
)
from dutytrack.domain.words.roles import WORDS, words

TODAY = dt.date(2026, 7, 15)
ROLE_SPELLINGS = [(word, row.role) for row in WORDS if "query" in row.places for word in (row.word, f"{row.word}单位")]


def terms(text):
    """The terms of a query, without the places of their names."""
    return tuple(map(without_places, parse(text, TODAY).terms))


def without_places(term):
    if isinstance(term, Complement):
        return Complement(without_places(term.term))
    if isinstance(term, Words):
        return term
    return term._replace(values=tuple(Named(v.text) if isinstance(v, Named) else v for v in term.values))


def until(day):
    return Days(None, dt.date.fromisoformat(day))


def since(day):
    return Days(dt.date.fromisoformat(day), None)


def test_the_query_of_the_manual():
    assert terms('lead:科技局 lamp:red due<2026-07 plan:BH25 -is:closed "成果转化"') == (
        Condition("lead", (Named("科技局"),)),
        Condition("lamp", (Choice("red"),)),
        Condition("due", (until("2026-06-30"),)),
        Condition("plan", (Named("BH25"),)),
        Complement(Condition("is", (Choice("closed"),))),
        Words(("成果转化",)),
    )


def test_nothing_asked_is_every_task():
    assert parse("  ", TODAY).terms == Query().terms == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("due:2026", Days(dt.date(2026, 1, 1), dt.date(2026, 12, 31))),
        ("due<2026", until("2025-12-31")),
        ("due<=2026", until("2026-12-31")),
        ("due>2026", since("2027-01-01")),
        ("due>=2026", since("2026-01-01")),
        ("due:2026-01..2026-06", Days(dt.date(2026, 1, 1), dt.date(2026, 6, 30))),
        ("due:2026-01..", since("2026-01-01")),
        ("due:..eom", until("2026-07-31")),
        ("due<-2w", until("2026-06-30")),
        ("due<9月", until("2026-08-31")),
        ("due:9/1..三季度", Days(dt.date(2026, 9, 1), dt.date(2026, 9, 30))),
        ("due>２０２６／９／３０", since("2026-10-01")),
        ("due:上半年", Days(dt.date(2026, 1, 1), dt.date(2026, 6, 30))),
        ("due<=30wd", until("2026-08-26")),
        ("due>2099", since("2100-01-01")),
        ("due:none", Missing()),
        ("时限：无", Missing()),
        ("时限＜＝2026年", until("2026-12-31")),
        ("时限≤2026年", until("2026-12-31")),
    ],
)
def test_a_period_is_a_range(text, value):
    assert terms(text) == (Condition("due", (value,)),)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("behind>30", Numbers(30, None, above=True)),
        ("behind>=30", Numbers(30, None)),
        ("behind:30", Numbers(30, 30)),
        ("behind:10..30", Numbers(10, 30)),
        ("behind:10~30", Numbers(10, 30)),
        ("behind:10..", Numbers(10, None)),
        ("behind:..30", Numbers(None, 30)),
        ("behind<10%", Numbers(None, 10, below=True)),
        ("behind:none", Missing()),
    ],
)
def test_numbers_are_compared(text, value):
    assert terms(text) == (Condition("behind", (value,)),)


def test_commas_join_alternatives_of_a_field_and_of_words():
    assert terms("lead:科技局,财政局 人才，科技") == (
        Condition("lead", (Named("科技局"), Named("财政局"))),
        Words(("人才", "科技")),
    )


@pytest.mark.parametrize("text", ["-人才", '-"人才"', "－人才", "港口 -人才"])
def test_a_word_is_left_out_by_the_complement_sign(text):
    assert terms(text)[-1] == Complement(Words(("人才",)))


def test_alternatives_of_words_are_left_out_together():
    assert terms("-人才,科技") == (Complement(Words(("人才", "科技"))),)


def test_a_quoted_value_keeps_blanks_and_commas():
    assert terms('section:"a, b"') == (Condition("section", (Named("a, b"),)),)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("牵头：科技局", "lead:科技局"),
        ("亮灯:红,黄", "lamp:red,yellow"),
        ("灯:灰 方案:BH25", "lamp:gray plan:BH25"),
        ("状态:暂停", "status:suspended"),
        ("标记:逾期", "flag:overdue"),
        ("－是：办结　人才", "-is:closed 人才"),
        ("“成果转化”", '"成果转化"'),
        ("单位:各县（市、区）政府", "unit:各县(市、区)政府"),
    ],
)
def test_chinese_names_and_full_width_signs_mean_the_same(chinese, english):
    assert terms(chinese) == terms(english)


@pytest.mark.parametrize(("spelling", "role"), ROLE_SPELLINGS)
def test_every_word_for_a_role_may_be_asked_for(spelling, role):
    assert terms(f"角色：{spelling}") == terms(f"role:{role}")
    if role == "lead":
        assert terms(f"{spelling}：科技局") == terms("lead:科技局")


@pytest.mark.parametrize("word", words("person").split())
def test_every_word_for_a_leader_may_be_asked_for(word):
    assert terms(f"{word}领导：王涛") == terms("leader:王涛")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("leed:科技局", ["leed", "lead"]),
        ("lamp:rad", ["lamp", "rad", "red"]),
        ("is:clsed", ["is", "closed"]),
        ("flag:overdu", ["flag", "overdue"]),
        ("亮灯:紫", ["lamp", "紫", "红"]),
        ("due:soon", ["due", "soon", "2026-06"]),
        ("due:2026-01..soon", ["due", "soon"]),
        ("due:2026-02-30", ["due", "2026-02 has no day 30", "2026-06-30"]),
        ("due<+99999d", ["due", "outside the years 1900 to 2099"]),
        ("behind:much", ["behind", "much"]),
        ("behind:nan", ["behind", "nan"]),
        ("behind<10..30", ["behind", "10..30"]),
        ("due<2026-01..2026-06", ["due", "2026-01..2026-06"]),
        ("lead<科技局", ["lead", "<", "lead:"]),
        ("lead:", ["lead:", "value"]),
        ("lead:a,", ["lead:"]),
        ('lead:""', ["lead"]),
        ('"成果', ["quotation"]),
        ("。", ["。"]),
        ("lamp:none", ["lamp", "none"]),
        ("or 人才", ["character 1", "before or"]),
        ("人才 OR", ["character 4", "after OR"]),
        ("人才 or or 科技", ["character 4", "after or"]),
        ("a or b or", ["character 8", "after or"]),
        ("- a", ["nothing to search for in -"]),
        ("(or 人才)", ["character 2", "before or"]),
        ("人才 or (not)", ["character 8", "after not"]),
        ("()", ["character 1", "after ("]),
        ("(人才", ["character 1", "bracket ("]),
        ("人才 (科技 or (a)", ["character 4", "bracket ("]),
        ("人才 ) 科技", ["character 4", "bracket )"]),
        ("(人才) )", ["character 6", "bracket )"]),
        ("(lead:)", ["lead:", "value"]),
        ("(a,)", ["character 4"]),
        ("(" * 21 + "a" + ")" * 21, ["20 deep", "character 21"]),
        ("编码:1", ["编码", "编号"]),
        ("责任但位:科技局", ["责任单位"]),
    ],
)
def test_what_can_t_be_understood_is_named(text, says):
    with pytest.raises(QueryError) as error:
        parse(text, TODAY)
    assert all(part in str(error.value) for part in says)
    assert error.value.exit_code == 2


def test_an_error_knows_its_place():
    with pytest.raises(QueryError) as error:
        parse("人才 lamp:red leed:科技局", TODAY)
    assert error.value.place == (12, 16)
    assert "character 13" in str(error.value)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("人才 ) 科技", (3, 4)),
        ("人才 (科技", (3, 4)),
        ("lead: 人才", (5, 6)),
        ("(" * 21 + "a" + ")" * 21, (20, 21)),
        (",".join("a" * (MOST_VALUES + 1)), (0, 2 * MOST_VALUES + 1)),
        ('人才 ""', (3, 5)),
    ],
)
def test_an_error_covers_what_is_wrong_and_no_more(text, place):
    with pytest.raises(QueryError) as error:
        parse(text, TODAY)
    assert error.value.place == place


def test_an_empty_quotation_is_named_as_it_stands():
    with pytest.raises(QueryError, match=r'^query, character 1: nothing to search for in ""$'):
        parse('""', TODAY)


def test_what_was_asked_for_in_english_is_answered_with_english_values():
    with pytest.raises(QueryError, match=r"lamp has no value qqq; known: red, yellow, green, grey, closed$"):
        parse("lamp:qqq", TODAY)


def test_a_query_has_two_hundred_values_at_the_most():
    assert parse(",".join("a" * MOST_VALUES), TODAY).terms == (Words(("a",) * MOST_VALUES),)


@pytest.mark.parametrize("text", ["工{}", 'lead:科技局 "工{}"', "title:工{}", "not 工{}"])
def test_a_word_or_value_has_five_hundred_characters_at_the_most(text):
    room = MOST_OF_A_WORD - 1 - 2 * text.count('"') // 2
    parse(text.format("工" * room), TODAY)

    with pytest.raises(QueryError, match="a word or value of a query has at most 500 characters"):
        parse(text.format("工" * (room + 1)), TODAY)


def test_a_name_knows_where_it_stands():
    lead, left_out = parse("lead:科技局 -unit:“财政局”", TODAY).terms

    assert lead.values == (Named("科技局", (5, 8)),)
    assert left_out.term.values == (Named("财政局", (15, 20)),)


def test_words_that_only_look_like_a_field_are_words():
    assert terms("10:30 PM2.5 BH25-7") == (Words(("10:30",)), Words(("PM2.5",)), Words(("BH25-7",)))


def test_a_query_says_which_fields_it_uses():
    assert parse("-lamp:red", TODAY).uses("lamp")
    assert not parse("lamp", TODAY).uses("lamp")


WORD = {letter: Words((letter,)) for letter in "abcdef"}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("a or b", (AnyOf((WORD["a"], WORD["b"])),)),
        ("a OR b Or c", (AnyOf((WORD["a"], WORD["b"], WORD["c"])),)),
        ("ａ　ｏｒ　ｂ", (AnyOf((WORD["a"], WORD["b"])),)),
        ("a b or c d", (AnyOf((AllOf((WORD["a"], WORD["b"])), AllOf((WORD["c"], WORD["d"])))),)),
        ("a (b or c) d", (WORD["a"], AnyOf((WORD["b"], WORD["c"])), WORD["d"])),
        ("a （b or c）", (WORD["a"], AnyOf((WORD["b"], WORD["c"])))),
        ("a(b or c)", (AnyOf((Words(("a(b",)), Words(("c)",)))),)),
        ("((a b))", (WORD["a"], WORD["b"])),
        ("not a or b", (AnyOf((Complement(WORD["a"]), WORD["b"])),)),
        ("not a b", (Complement(WORD["a"]), WORD["b"])),
        ("not (a b)", (Complement(AllOf((WORD["a"], WORD["b"]))),)),
        ("not(a or b)", (Complement(AnyOf((WORD["a"], WORD["b"]))),)),
        ("-(a or b)", (Complement(AnyOf((WORD["a"], WORD["b"]))),)),
        ("not (not a)", (WORD["a"],)),
        ("((a))", (WORD["a"],)),
        ("(a b) c", (AllOf((WORD["a"], WORD["b"])), WORD["c"])),
        ("(a)b", (WORD["a"], WORD["b"])),
        ("(a)or(b)", (AnyOf((WORD["a"], WORD["b"])),)),
        ("(一)", (Words(("一",)),)),
        ("a(b", (Words(("a(b",)),)),
        ("a)", (Words(("a)",)),)),
        ("(a(b)c d)", (Words(("a(b)c",)), WORD["d"])),
        ("(a,b or c)", (AnyOf((Words(("a", "b")), WORD["c"])),)),
        ("order oracle nothing", (Words(("order",)), Words(("oracle",)), Words(("nothing",)))),
        ('a "or" b', (WORD["a"], Words(("or",)), WORD["b"])),
    ],
)
def test_not_binds_before_side_by_side_and_that_before_or(text, terms):
    assert parse(text, TODAY).terms == terms


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("ref:二.(一).1", "ref", "二.(一).1"),
        ("(ref:二.(一).1)", "ref", "二.(一).1"),
        ("(ref:(一))", "ref", "(一)"),
        ("ref:（十九）", "ref", "(十九)"),
        ('(ref:"一)")', "ref", "一)"),
        ("ref:一)", "ref", "一)"),
        ("unit:各县（市、区）政府", "unit", "各县(市、区)政府"),
    ],
)
def test_a_bracket_behind_a_sign_or_within_a_word_is_text(text, field, value):
    assert terms(text) == (Condition(field, (Named(value),)),)


def test_brackets_stand_as_deep_as_they_may():
    deep = "(" * MOST_BRACKETS + "a" + ")" * MOST_BRACKETS

    assert parse(deep, TODAY).terms == (WORD["a"],)


@pytest.mark.parametrize("text", ["a or lamp:red", "not (a or (b lamp:red))", "-(lamp:red or a)", "(亮灯：红)"])
def test_a_field_is_seen_at_any_depth(text):
    assert parse(text, TODAY).uses("lamp")
    assert not parse(text, TODAY).uses("due")


PIECES = st.sampled_from(("days late>", " ", *'( ) or not - , " a lamp:red due< 2026 （ 编号：'.split()))  # noqa: SIM905


@given(st.lists(PIECES, max_size=25).map("".join) | st.lists(PIECES, max_size=25).map(" ".join))
def test_any_pieces_are_a_query_or_a_query_error_within_the_text(text):
    try:
        assert parse(text, TODAY).text == text
    except QueryError as error:
        first, end = error.place
        assert 0 <= first <= len(text)
        assert first <= end


@given(st.text(alphabet=':<>=-", 牵头lamp:无2026..~+d“，　duearis()（）ornt', max_size=20))
def test_any_text_is_a_query_or_a_query_error(text):
    outcome: str | QueryError
    try:
        outcome = parse(text, TODAY).text
    except QueryError as error:
        outcome = text if 0 <= error.place[0] <= len(text) else error
    assert outcome == text


@pytest.mark.parametrize(
    "text", ["科 " * 201, "due:" + ",".join(["2026"] * 201), "-is:closed " * 201, ",".join(["a"] * 10**4)]
)
def test_a_query_without_end_is_refused(text):
    with pytest.raises(QueryError, match="at most 200 words and values"):
        parse(text, TODAY)


@pytest.mark.parametrize("value", ["1e999999", "9" * 5000, "nan", "-inf", "+99999999d"])
@pytest.mark.parametrize("field", ["behind>", "due<", "no:", "progress:1.."])
def test_a_number_or_date_beyond_all_is_refused(field, value):
    with pytest.raises(QueryError):
        parse(field + value, TODAY)


@pytest.mark.parametrize("text", ["not 科技", "NOT 科技", "Not  科技", "ｎｏｔ 科技", "-科技", "not not not 科技"])
def test_not_leaves_out_the_term_behind_it(text):
    assert parse(text, TODAY).terms == (Complement(Words(("科技",))),)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("not is:closed 科技", (Complement(Condition("is", (Choice("closed"),))), Words(("科技",)))),
        ("not -is:closed", (Condition("is", (Choice("closed"),)),)),
        ('"not" 科技', (Words(("not",)), Words(("科技",)))),
        ("nothing", (Words(("nothing",)),)),
        ("not科技", (Words(("not科技",)),)),
        ("a,not", (Words(("a", "not")),)),
    ],
)
def test_not_is_a_word_of_its_own_before_one_term(text, terms):
    assert parse(text, TODAY).terms == terms


@pytest.mark.parametrize("text", ["not", "科技 NOT ", "not not"])
def test_not_without_a_term_is_refused(text):
    with pytest.raises(MissingValueError):
        parse(text, TODAY)


@pytest.mark.parametrize(
    ("word", "is_one"),
    [("-(is:closed", True), ("-（是：办结", True), ("-逾期天数>3", True), ("-is:closed", True),
     ("-时限<2026", True), ("-牵头：科技局", True), ("-due≤2026", True), ("-o=x", True),
     ("-科技", False), ("-x", False), ("--is:closed", False), ("is:closed", False), ("-", False), ('-"科技"', False)],
)  # fmt: skip
def test_a_field_that_is_left_out_looks_like_no_option(word, is_one):
    assert is_left_out_field(word) == is_one

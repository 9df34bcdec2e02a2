"""A word for a role is read in its places only; of two words the longer one is tried first."""

from __future__ import annotations

import pytest

from dutytrack.domain.words.roles import ROLES, WORDS, asked_as, leaders_asked_as, role_of, words


def test_the_words_of_a_place_are_its_own_and_of_the_roles_asked_for():
    assert set(words("parting").split()) == {row.word for row in WORDS if "parting" in row.places}
    assert words("parting", "lead") == "总牵头 牵头 牵总 主办 领办 主责"
    assert words("alone", "responsible", "participating") == "责任 承办 落实 配合 参与 协办 协助 会办"
    assert "分管" in words("person").split()
    assert "分管" not in words("query").split()


@pytest.mark.parametrize("place", ["label", "alone", "clause", "parting", "note", "person", "query"])
def test_the_longest_word_comes_first(place):
    lengths = [len(word) for word in words(place).split()]

    assert lengths == sorted(lengths, reverse=True)


def test_a_word_has_its_role_and_one_said_of_persons_none():
    assert [role_of(word) for word in ("牵头", "承办", "配合", "分管")] == [*ROLES, None]


def test_a_role_is_asked_for_with_and_without_a_noun():
    assert {"牵头", "牵头单位", "牵头部门"} <= set(asked_as("lead"))
    assert not set(asked_as("lead")) & set(asked_as("responsible"))
    assert leaders_asked_as()[:2] == ("领导", "牵头领导")
    assert "分管领导" in leaders_asked_as()

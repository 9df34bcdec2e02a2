"""The declarations of acts hold together: what they name is there, and nothing stands twice."""

from __future__ import annotations

from collections import Counter

import pytest

from dutytrack.domain.acts import ACTS as KINDS
from dutytrack.services.acts.declared.acts import ACTS, FORMS


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_an_act_names_fields_kinds_and_options_that_are_there(act) -> None:
    names = [field.name for field in act.fields]
    spellings = [word for field in act.options for word in field.option.split()]

    assert len(names) == len(set(names))
    assert len(spellings) == len(set(spellings))
    assert {*act.reasons, *act.needs} <= set(names)
    assert act.kind in {"", *KINDS}
    assert act.words or act.form.key


@pytest.mark.parametrize("act", FORMS.values(), ids=FORMS.keys())
def test_a_form_has_all_that_it_shows(act) -> None:
    assert all((*act.form, act.lines))


def test_no_command_key_or_word_of_the_demo_means_two_acts() -> None:
    for said in (
        [act.words for act in ACTS.values() if act.words],
        [act.form.key for act in FORMS.values()],
        [act.seed or act.id for act in ACTS.values()],
    ):
        assert Counter(said).most_common(1)[0][1] == 1
